// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.Optional;

/// Why a mail cannot go to a server that offers what it offers (CL-6, CL-36, DK-6, RFC 1870).
final class Obstacle {
  private static final SmtpReply NO_TLS = SmtpReply.of(454, "4.7.4", "No STARTTLS offered");
  private static final SmtpReply NOT_ENCRYPTED = SmtpReply.of(550, "5.7.10", "Needs TLS");
  private static final SmtpReply NO_REQUIRETLS = SmtpReply.of(550, "5.7.30", "Needs REQUIRETLS");
  private static final SmtpReply NO_SMTPUTF8 = SmtpReply.of(550, "5.6.7", "Needs SMTPUTF8");
  private static final SmtpReply NO_8BITMIME = SmtpReply.of(550, "5.6.3", "Needs 8BITMIME");
  private static final SmtpReply TOO_LARGE = SmtpReply.of(552, "5.3.4", "Too large");

  private Obstacle() {}

  /// The reply that says what is missing, in our words; empty if the mail can go.
  static Optional<SmtpReply> between(DeliveryOrder order, Offer offer, boolean secure) {
    if (order.tls() == DeliveryOrder.Tls.REQUIRED && !secure) {
      return Optional.of(NO_TLS);
    }
    if (order.envelope().requireTls() && !secure) {
      return Optional.of(NOT_ENCRYPTED);
    }
    if (order.envelope().requireTls() && !offer.has("REQUIRETLS")) {
      return Optional.of(NO_REQUIRETLS);
    }
    if (order.envelope().smtpUtf8() && !offer.has("SMTPUTF8")) {
      return Optional.of(NO_SMTPUTF8);
    }
    boolean wants8bit = order.envelope().body8bit() && !order.send8bitAnyway();
    if (wants8bit && !offer.has("8BITMIME")) {
      return Optional.of(NO_8BITMIME);
    }
    return order.messageBytes() > offer.maxMessageBytes()
        ? Optional.of(TOO_LARGE)
        : Optional.empty();
  }
}
