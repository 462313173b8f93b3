// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import nightmail.node.config.NodeConfig.Role;
import nightmail.node.net.Cidr;

/// What settings must say together; each check stands back when a part of it was refused already.
final class CrossChecks {
  private final Settings settings;
  private final Set<String> tables;
  private final ErrorList errors;

  private CrossChecks(Settings settings, Set<String> tables, ErrorList errors) {
    this.settings = settings;
    this.tables = tables;
    this.errors = errors;
  }

  static void check(Settings settings, Set<String> tables, ErrorList errors) {
    CrossChecks checks = new CrossChecks(settings, tables, errors);
    checks.gatewayHasSmtp();
    checks.domainsNeedAGateway();
    checks.somethingToAdvertise();
    checks.certificateHasItsKey();
    checks.reserveHoldsAMessage();
    checks.notAnOpenRelay();
  }

  private void gatewayHasSmtp() {
    settings
        .find(Keys.ROLES)
        .filter(roles -> roles.contains(Role.GATEWAY) && !tables.contains("smtp"))
        .ifPresent(
            roles ->
                errors.add(
                    Keys.ROLES,
                    ConfigCode.ROLE_NEEDS,
                    "role \"gateway\" needs the table [smtp], for example with \"smtp.listen\""));
  }

  private void domainsNeedAGateway() {
    List<String> domains = settings.find(Keys.OWN_DOMAINS).orElse(List.of());
    settings
        .find(Keys.ROLES)
        .filter(roles -> !domains.isEmpty() && !roles.contains(Role.GATEWAY))
        .ifPresent(
            roles ->
                errors.add(
                    Keys.OWN_DOMAINS,
                    ConfigCode.CONTRADICTION,
                    "\"domains.own\" needs \"gateway\" in \"node.roles\""));
  }

  private void somethingToAdvertise() {
    List<InetSocketAddress> advertise = settings.find(Keys.LINK_ADVERTISE).orElse(List.of());
    settings
        .find(Keys.LINK_LISTEN)
        .filter(listen -> Assembly.advertised(listen, advertise).isEmpty())
        .ifPresent(
            listen ->
                errors.add(
                    Keys.LINK_ADVERTISE,
                    ConfigCode.MISSING,
                    "\"link.advertise\" is missing and \"link.listen\" has only wildcards;"
                        + " an address others can reach, for example [\"192.0.2.7:2442\"]"));
    if (advertise.stream().anyMatch(address -> address.getAddress().isAnyLocalAddress())) {
      errors.add(
          Keys.LINK_ADVERTISE,
          ConfigCode.RANGE,
          "\"link.advertise\" holds a wildcard; addresses others can reach,"
              + " for example [\"192.0.2.7:2442\"]");
    }
  }

  private void certificateHasItsKey() {
    Path none = Path.of("");
    Path certificate = settings.find(Keys.TLS_CERT).orElse(none);
    Path key = settings.find(Keys.TLS_KEY).orElse(none);
    if (certificate.equals(none) != key.equals(none)) {
      errors.add(
          certificate.equals(none) ? Keys.TLS_KEY : Keys.TLS_CERT,
          ConfigCode.CONTRADICTION,
          "\"smtp.tls_cert\" and \"smtp.tls_key\" are given together or not at all");
    }
  }

  private void reserveHoldsAMessage() {
    long message = settings.find(Keys.MAX_MESSAGE_SIZE).orElse(0L);
    settings
        .find(Keys.SPOOL_RESERVE)
        .filter(reserve -> reserve != Keys.RESERVE_AUTO && reserve < message)
        .ifPresent(
            reserve ->
                errors.add(
                    Keys.SPOOL_RESERVE,
                    ConfigCode.CONTRADICTION,
                    "\"spool.reserve\" is smaller than \"smtp.max_message_size\""));
  }

  private void notAnOpenRelay() {
    settings
        .find(Keys.TRUSTED_CLIENTS)
        .filter(clients -> clients.stream().anyMatch(Cidr::everything))
        .ifPresent(
            clients ->
                errors.add(
                    Keys.TRUSTED_CLIENTS,
                    ConfigCode.UNSAFE,
                    "\"smtp.trusted_clients\" trusts every address: an open relay;"
                        + " name the networks of the own MTA, for example [\"127.0.0.0/8\"]"));
  }
}
