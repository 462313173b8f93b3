// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// Puts read values into their records.
final class Assembly {
  /// Kept free beside the largest messages.
  private static final long RESERVE_BASE_BYTES = 64 << 20;

  private static final int RESERVE_MESSAGES = 32;

  private Assembly() {}

  static NodeConfig of(Settings from) {
    return new NodeConfig(
        new NodeConfig.Node(
            from.get(Keys.ROLES),
            from.get(Keys.NAME),
            from.get(Keys.CONTACT),
            from.get(Keys.STATE_DIR)),
        new NodeConfig.Network(from.get(Keys.ROOT), from.get(Keys.PROFILE), from.get(Keys.MIRRORS)),
        new NodeConfig.Link(
            from.get(Keys.LINK_LISTEN),
            advertised(from.get(Keys.LINK_LISTEN), from.get(Keys.LINK_ADVERTISE)),
            from.get(Keys.LINK_CAPACITY),
            from.get(Keys.LINK_MAX_CONNECTIONS)),
        new NodeConfig.Mix(from.get(Keys.POOL_MAX_PACKETS), from.get(Keys.REPLAY_MEMORY)),
        new NodeConfig.Cover(from.get(Keys.RATE_CLASS)),
        new NodeConfig.Domains(from.get(Keys.OWN_DOMAINS)),
        smtp(from),
        new NodeConfig.Spool(reserve(from), from.get(Keys.SPOOL_LIFETIME)),
        new NodeConfig.Admin(from.get(Keys.ADMIN_LISTEN)),
        new NodeConfig.Metrics(from.get(Keys.METRICS_OPERATOR)),
        new NodeConfig.Log(from.get(Keys.LOG_LEVEL), from.get(Keys.LOG_FORMAT)));
  }

  /// The addresses to publish; empty when every listener is a wildcard.
  static List<InetSocketAddress> advertised(
      List<InetSocketAddress> listen, List<InetSocketAddress> advertise) {
    return advertise.isEmpty()
        ? listen.stream().filter(address -> !address.getAddress().isAnyLocalAddress()).toList()
        : advertise;
  }

  private static NodeConfig.Smtp smtp(Settings from) {
    return new NodeConfig.Smtp(
        from.get(Keys.SMTP_LISTEN),
        from.get(Keys.TRUSTED_CLIENTS),
        from.get(Keys.MAX_MESSAGE_SIZE),
        from.get(Keys.MAX_RECIPIENTS),
        from.get(Keys.SMTP_MAX_CONNECTIONS),
        tls(from.get(Keys.TLS_CERT), from.get(Keys.TLS_KEY)),
        from.get(Keys.REINJECT_IN));
  }

  private static NodeConfig.SmtpTls tls(Path certificate, Path key) {
    return certificate.toString().isEmpty()
        ? new NodeConfig.SmtpTls.None()
        : new NodeConfig.SmtpTls.Files(certificate, key);
  }

  private static long reserve(Settings from) {
    long given = from.get(Keys.SPOOL_RESERVE);
    return given == Keys.RESERVE_AUTO
        ? RESERVE_BASE_BYTES + RESERVE_MESSAGES * from.get(Keys.MAX_MESSAGE_SIZE)
        : given;
  }
}
