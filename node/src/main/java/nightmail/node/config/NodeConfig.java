// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nightmail.node.net.Cidr;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Profile;

/// Everything an operator may set, checked; [Keys] says what each value means.
public record NodeConfig(
    Node node,
    Network network,
    Link link,
    Mix mix,
    Cover cover,
    Domains domains,
    Smtp smtp,
    Spool spool,
    Admin admin,
    Metrics metrics,
    Log log) {

  /// What a relay does for the network.
  public enum Role {
    MIX,
    GATEWAY
  }

  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  public enum LogFormat {
    TEXT,
    JSON
  }

  public record Node(List<Role> roles, String name, String contact, Path stateDir) {
    public boolean gateway() {
      return roles.contains(Role.GATEWAY);
    }
  }

  /// `root` is the network id; `profile` is what its root must say of itself; `mirrors` are where
  /// directory documents are read.
  public record Network(Fixed32 root, Profile profile, List<URI> mirrors) {}

  /// `advertise` is never empty and never a wildcard.
  public record Link(
      List<InetSocketAddress> listen,
      List<InetSocketAddress> advertise,
      long capacityBitsPerSecond,
      int maxConnections) {}

  public record Mix(int poolMaxPackets, long replayMemoryBytes) {}

  public record Cover(int rateClass) {}

  /// Domains this relay is the exit of, in lower case.
  public record Domains(List<String> own) {}

  public record Smtp(
      List<InetSocketAddress> listen,
      List<Cidr> trustedClients,
      long maxMessageBytes,
      int maxRecipients,
      int maxConnections,
      SmtpTls tls,
      Endpoint reinjectIn) {}

  /// The certificate of the SMTP server.
  public sealed interface SmtpTls {
    /// STARTTLS is not offered.
    record None() implements SmtpTls {}

    /// PEM files; the key is not readable by others.
    record Files(Path certificate, Path key) implements SmtpTls {}
  }

  public record Spool(long reserveBytes, Duration lifetime) {}

  /// `listen` is a loopback address.
  public record Admin(InetSocketAddress listen) {}

  public record Metrics(boolean operator) {}

  public record Log(LogLevel level, LogFormat format) {}
}
