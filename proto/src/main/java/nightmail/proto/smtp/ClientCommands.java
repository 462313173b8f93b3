// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.nio.charset.StandardCharsets;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Notify;
import nightmail.proto.mail.Recipient;
import nightmail.proto.mail.Ret;
import nightmail.proto.mail.XText;

/// The command lines of a client, with just the parameters the server offers.
final class ClientCommands {
  static final byte[] START_TLS = line("STARTTLS");
  static final byte[] DATA = line("DATA");
  static final byte[] QUIT = line("QUIT");
  static final byte[] END_OF_DATA = line(".");

  private ClientCommands() {}

  static byte[] ehlo(String name) {
    return line("EHLO " + name);
  }

  static byte[] mail(DeliveryOrder order, Offer offer) {
    Envelope envelope = order.envelope();
    StringBuilder out = new StringBuilder("MAIL FROM:<");
    out.append(envelope.reversePath().text()).append('>');
    if (offer.has("SIZE")) {
      out.append(" SIZE=").append(order.messageBytes());
    }
    if (offer.has("8BITMIME") && envelope.body8bit()) {
      out.append(" BODY=8BITMIME");
    }
    if (envelope.smtpUtf8()) {
      out.append(" SMTPUTF8");
    }
    if (envelope.requireTls()) {
      out.append(" REQUIRETLS");
    }
    if (offer.has("DSN")) {
      out.append(envelope.ret() == Ret.UNSET ? "" : " RET=" + envelope.ret());
      out.append(envelope.envid().isEmpty() ? "" : " ENVID=" + XText.encode(envelope.envid()));
    }
    return line(out.toString());
  }

  static byte[] rcpt(Recipient recipient, Offer offer) {
    StringBuilder out = new StringBuilder("RCPT TO:<");
    out.append(recipient.path().text()).append('>');
    if (offer.has("DSN")) {
      String separator = " NOTIFY=";
      for (Notify notice : recipient.notifyOn()) {
        out.append(separator).append(notice);
        separator = ",";
      }
      String original = recipient.original().encoded();
      out.append(original.isEmpty() ? "" : " ORCPT=" + original);
    }
    return line(out.toString());
  }

  private static byte[] line(String text) {
    return (text + "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
