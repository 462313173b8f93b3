// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

/// How a server of ours behaves towards one kind of client.
///
/// @param hostName the name in greeting and EHLO
/// @param maxMessageBytes refused beyond with 552 5.3.4; at least 64 KiB (RFC 5321 §4.5.3.1.7)
/// @param startTls whether STARTTLS is offered in plain sessions
/// @param requireTls whether REQUIRETLS is offered in TLS sessions (SV-7)
/// @param stray what follows a bare CR or LF (SV-2)
public record ServerPolicy(
    String hostName, long maxMessageBytes, boolean startTls, boolean requireTls, Stray stray) {
  /// What follows a bare CR or LF.
  public enum Stray {
    /// Read on to the true end, then 550 5.5.2.
    REJECT,
    /// 521 and close.
    DISCONNECT
  }

  private static final long LEAST_MESSAGE_BYTES = 64 * 1_024;

  /// @throws IllegalArgumentException if the limit is below what RFC 5321 asks
  public ServerPolicy {
    if (maxMessageBytes < LEAST_MESSAGE_BYTES) {
      throw new IllegalArgumentException("message limit below 64 KiB");
    }
  }

  /// The defaults: no TLS, strays rejected.
  public static ServerPolicy plain(String hostName, long maxMessageBytes) {
    return new ServerPolicy(hostName, maxMessageBytes, false, false, Stray.REJECT);
  }
}
