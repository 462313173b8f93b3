// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.client;

import java.time.Duration;
import nightmail.proto.smtp.DeliveryOrder;

/// What an operator chooses about outgoing mail.
///
/// @param helloName our name for EHLO
/// @param tls what the channel needs
/// @param send8bitAnyway whether 8-bit mail may go to a server without 8BITMIME
/// @param connectWait for TCP (CL-7)
/// @param waitPercent share of every other time-out of CL-7, 1 to 100; below 100 for short test
///   networks
/// @param threads event loops
public record ClientSettings(
    String helloName,
    DeliveryOrder.Tls tls,
    boolean send8bitAnyway,
    Duration connectWait,
    int waitPercent,
    int threads) {
  /// @throws IllegalArgumentException for a share out of range
  public ClientSettings {
    if (waitPercent < 1 || waitPercent > 100) {
      throw new IllegalArgumentException("1 to 100 percent, not " + waitPercent);
    }
  }

  /// The waits of RFC 5321, TLS where offered.
  public static ClientSettings of(String helloName) {
    return new ClientSettings(
        helloName, DeliveryOrder.Tls.IF_OFFERED, true, Duration.ofSeconds(30), 100, 1);
  }

  Duration scaled(Duration wait) {
    return wait.multipliedBy(waitPercent).dividedBy(100);
  }
}
