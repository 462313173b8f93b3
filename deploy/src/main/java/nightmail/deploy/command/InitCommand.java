// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightmail.deploy.operate.NodeAddresses;
import nightmail.deploy.operate.NodeFolder;
import nightmail.deploy.operate.NodePlan;
import nightmail.node.keys.NodeIdentity;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `nightmail init mix|gateway DIR`.
@Command(
    name = "init",
    description = "Make a relay: its keys and its configuration.",
    mixinStandardHelpOptions = true)
final class InitCommand extends Verb {
  /// What a relay does.
  enum Role {
    MIX,
    GATEWAY
  }

  @Parameters(index = "0", paramLabel = "ROLE", description = "mix or gateway.")
  private String role = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "Folder of the relay.")
  private Path folder = Path.of("");

  @Option(names = "--name", required = true, description = "Name: a-z, 0-9, -, at most 32.")
  private String name = "";

  @Option(names = "--contact", required = true, description = "Mail address of the operator.")
  private String contact = "";

  @Option(names = "--network", required = true, description = "Network id, 64 hex digits.")
  private String network = "";

  @Option(names = "--mirror", required = true, description = "URL of an authority or mirror.")
  private URI mirror = URI.create("");

  @Option(
      names = "--link",
      defaultValue = "127.0.0.1:2442",
      description = "Where other relays reach it (default: ${DEFAULT-VALUE}).")
  private String link = "127.0.0.1:2442";

  @Option(
      names = "--smtp",
      defaultValue = "127.0.0.1:10025",
      description = "Gateway: where the own MTA hands mail in (default: ${DEFAULT-VALUE}).")
  private String smtp = "127.0.0.1:10025";

  @Option(
      names = "--deliver-to",
      defaultValue = "127.0.0.1:10028",
      description = "Gateway: the MTA that gets arrived mail (default: ${DEFAULT-VALUE}).")
  private String deliverTo = "127.0.0.1:10028";

  @Option(
      names = "--admin",
      defaultValue = "127.0.0.1:8025",
      description = "Health and metrics, on loopback (default: ${DEFAULT-VALUE}).")
  private String admin = "127.0.0.1:8025";

  @Option(
      names = "--domain",
      split = ",",
      description = "Gateway: a domain whose mail this relay delivers; may be repeated.")
  private List<String> domains = new ArrayList<>();

  @Option(
      names = "--test",
      description = "For a network of profile test: short delays, no anonymity.")
  private boolean test;

  @Override
  public Integer call() throws IOException {
    NodePlan plan = plan();
    try {
      NodeIdentity identity = NodeFolder.make(plan, Instant.now(), new SecureRandom());
      out().println("relay     " + identity.relayId().value().hex());
      out().println("wrote     " + plan.folder().resolve(NodeFolder.CONFIG) + " and keys");
      if (test) {
        out().println("profile   test: short delays, no anonymity");
      }
      out().println("next      nightmail run " + plan.folder());
      return ExitStatus.OK;
    } catch (FileAlreadyExistsException there) {
      err().println(plan.folder() + " holds a relay already; nothing was changed.");
      return ExitStatus.SAFETY;
    }
  }

  private NodePlan plan() {
    boolean gateway = parseRole() == Role.GATEWAY;
    if (!name.matches("[a-z0-9-]{1,32}")) {
      throw usage("--name: 1 to 32 of a-z, 0-9 and -, not " + name);
    }
    if (gateway == domains.isEmpty()) {
      throw usage(
          gateway
              ? "a gateway needs a domain: --domain example.org"
              : "a mix delivers nothing: --domain goes with gateway");
    }
    for (String address : List.of(link, smtp, admin)) {
      Addresses.parse(spec(), "address", address);
    }
    return new NodePlan(
        folder.toAbsolutePath().normalize(),
        gateway,
        name,
        contact,
        networkId(),
        test ? Profile.TEST : Profile.PRODUCTION,
        mirror,
        new NodeAddresses(link, smtp, deliverTo, admin),
        domains.stream().map(d -> d.toLowerCase(Locale.ROOT)).toList(),
        1);
  }

  private Role parseRole() {
    for (Role known : Role.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(role)) {
        return known;
      }
    }
    throw usage("ROLE: mix or gateway, not " + role);
  }

  private Fixed32 networkId() {
    try {
      return Fixed32.parseHex(network);
    } catch (IllegalArgumentException notHex) {
      throw usage("--network: 64 hex digits, as authority init prints them");
    }
  }

  private ParameterException usage(String what) {
    return new ParameterException(spec().commandLine(), what);
  }
}
