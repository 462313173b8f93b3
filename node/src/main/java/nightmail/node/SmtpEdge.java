// SPDX-License-Identifier: Apache-2.0
package nightmail.node;

import java.net.InetSocketAddress;
import nightmail.node.config.NodeConfig;
import nightmail.node.smtp.server.ServerTls;
import nightmail.node.smtp.server.SmtpSettings;
import nightmail.proto.smtp.ServerPolicy;

/// What the configuration means for the SMTP server.
final class SmtpEdge {
  private SmtpEdge() {}

  static SmtpSettings settings(NodeConfig config, InetSocketAddress listen) {
    NodeConfig.Smtp smtp = config.smtp();
    ServerTls tls =
        switch (smtp.tls()) {
          case NodeConfig.SmtpTls.None() -> new ServerTls.Off();
          case NodeConfig.SmtpTls.Files(var certificate, var key) ->
              new ServerTls.Pem(certificate, key);
        };
    ServerPolicy policy =
        new ServerPolicy(
            config.node().name(),
            smtp.maxMessageBytes(),
            !(tls instanceof ServerTls.Off),
            false,
            ServerPolicy.Stray.REJECT);
    SmtpSettings usual = SmtpSettings.of(listen, smtp.trustedClients(), policy, tls);
    return new SmtpSettings(
        usual.listen(),
        usual.trusted(),
        usual.policy(),
        usual.tls(),
        smtp.maxConnections(),
        usual.lineWait(),
        usual.stressedLineWait(),
        usual.messageWait(),
        usual.unkeptOctets(),
        usual.threads());
  }
}
