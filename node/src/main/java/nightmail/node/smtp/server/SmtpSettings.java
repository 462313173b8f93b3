// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import nightmail.node.net.Cidr;
import nightmail.proto.smtp.ServerPolicy;

/// What an operator chooses about the SMTP server.
///
/// @param listen address to bind; port 0 takes any free one
/// @param trusted who may hand in mail; others are turned away with 554 in the greeting
/// @param policy of the dialogue; its `startTls` must agree with `tls`
/// @param maxConnections at once; one more gets 421
/// @param lineWait for a whole line, however slowly it drips (SV-15)
/// @param stressedLineWait the same when three quarters of the connections are in use
/// @param messageWait for a whole mail, from DATA to its end
/// @param unkeptOctets of a mail read and not yet taken by the spool; beyond, reading stops
/// @param threads event loops
public record SmtpSettings(
    InetSocketAddress listen,
    List<Cidr> trusted,
    ServerPolicy policy,
    ServerTls tls,
    int maxConnections,
    Duration lineWait,
    Duration stressedLineWait,
    Duration messageWait,
    int unkeptOctets,
    int threads) {
  private static final int MAX_CONNECTIONS = 200;
  private static final int UNKEPT_OCTETS = 256 * 1_024;

  /// Copies the list.
  public SmtpSettings {
    trusted = List.copyOf(trusted);
    if (policy.startTls() == (tls instanceof ServerTls.Off)) {
      throw new IllegalArgumentException("STARTTLS offered without a key, or a key not offered");
    }
  }

  /// The usual figures.
  public static SmtpSettings of(
      InetSocketAddress listen, List<Cidr> trusted, ServerPolicy policy, ServerTls tls) {
    return new SmtpSettings(
        listen,
        trusted,
        policy,
        tls,
        MAX_CONNECTIONS,
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofMinutes(30),
        UNKEPT_OCTETS,
        1);
  }

  boolean trusts(InetAddress client) {
    return trusted.stream().anyMatch(block -> block.contains(client));
  }
}
