// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import nightmail.proto.mail.Envelope;

/// One delivery a client is to make.
///
/// @param helloName our name for EHLO
/// @param messageBytes octets of the mail, for SIZE
/// @param tls what the channel needs
/// @param send8bitAnyway whether an 8-bit mail may go as it is to a server without 8BITMIME (DK-6)
public record DeliveryOrder(
    String helloName, Envelope envelope, long messageBytes, Tls tls, boolean send8bitAnyway) {
  /// What the channel needs.
  public enum Tls {
    /// Never ask for STARTTLS.
    NONE,
    /// STARTTLS if offered (CL-34).
    IF_OFFERED,
    /// No mail without STARTTLS (CL-11, CL-12).
    REQUIRED
  }
}
