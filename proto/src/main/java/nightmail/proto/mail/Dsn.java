// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Writes the report that mail could not be delivered (RFC 3464, RFC 6522; RFC 6533 for SMTPUTF8).
///
/// Three parts: words for people, fields for programs, the header of the original. No remote host's
/// words and no address but those of our own envelope stand in it (DS-5, DS-6).
public final class Dsn {
  private static final int RANDOM_OCTETS = 16;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss '+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Dsn() {}

  /// The report about `failed` to the sender of `envelope`; its own envelope has the null sender
  /// and [Envelope#reversePath] as recipient (DS-2).
  ///
  /// Empty if nobody is to be told: the sender is null, or NOTIFY forbids every record.
  ///
  /// @param reportingMta our host name, ASCII
  /// @param random draws the boundary and the Message-ID
  /// @param originalHeader header block of the original without its empty line, all lines with CRLF
  public static Optional<byte[]> failed(
      Envelope envelope,
      List<FailedRecipient> failed,
      String reportingMta,
      Instant date,
      RandomGenerator random,
      byte[] originalHeader) {
    List<FailedRecipient> told = failed.stream().filter(FailedRecipient::isReported).toList();
    if (envelope.reversePath().isNull() || told.isEmpty()) {
      return Optional.empty();
    }
    String boundary = token(random);
    boolean global = envelope.smtpUtf8();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, header(envelope, reportingMta, date, token(random), boundary));
    put(out, part(boundary, "text/plain; charset=utf-8", global));
    put(out, words(told));
    put(
        out,
        part(
            boundary,
            global ? "message/global-delivery-status" : "message/delivery-status",
            global));
    put(out, fields(envelope, told, reportingMta));
    put(out, part(boundary, global ? "message/global-headers" : "text/rfc822-headers", true));
    out.writeBytes(originalHeader);
    put(out, "\r\n--" + boundary + "--\r\n");
    return Optional.of(out.toByteArray());
  }

  private static String header(
      Envelope envelope, String mta, Instant date, String id, String boundary) {
    return "From: Mail Delivery System <postmaster@"
        + mta
        + ">\r\n"
        + "To: <"
        + envelope.reversePath().text()
        + ">\r\n"
        + "Date: "
        + DATE.format(date)
        + "\r\n"
        + "Message-ID: <"
        + id
        + "@"
        + mta
        + ">\r\n"
        + "Subject: Undelivered mail\r\n"
        + "Auto-Submitted: auto-replied\r\n"
        + "MIME-Version: 1.0\r\n"
        + "Content-Type: multipart/report; report-type=delivery-status;\r\n"
        + " boundary=\""
        + boundary
        + "\"\r\n";
  }

  private static String part(String boundary, String type, boolean eightBit) {
    return "\r\n--"
        + boundary
        + "\r\n"
        + "Content-Type: "
        + type
        + "\r\n"
        + (eightBit ? "Content-Transfer-Encoding: 8bit\r\n\r\n" : "\r\n");
  }

  private static String words(List<FailedRecipient> told) {
    StringBuilder text = new StringBuilder("Your mail could not be delivered to:\r\n\r\n");
    boolean unknown = false;
    for (FailedRecipient one : told) {
      text.append("  ").append(one.recipient().path().text()).append("  (");
      text.append(one.enhanced()).append(")\r\n");
      unknown |= one.enhanced().equals("4.4.7");
    }
    if (unknown) { // DS-7
      text.append("\r\nWhere the status is 4.4.7 the outcome is unknown;\r\n");
      text.append("the message may have been delivered.\r\n");
    }
    return text.toString();
  }

  private static String fields(Envelope envelope, List<FailedRecipient> told, String mta) {
    StringBuilder out = new StringBuilder();
    if (!envelope.envid().isEmpty()) {
      out.append("Original-Envelope-Id: ").append(envelope.envid()).append("\r\n");
    }
    out.append("Reporting-MTA: dns; ").append(mta).append("\r\n");
    for (FailedRecipient one : told) {
      OriginalRecipient original = one.recipient().original();
      if (!original.isNone()) {
        out.append("\r\nOriginal-Recipient: ").append(typed(original));
      }
      out.append("\r\nFinal-Recipient: ");
      out.append(typed(OriginalRecipient.of(one.recipient().path()))).append("\r\n");
      out.append("Action: failed\r\nStatus: ").append(one.enhanced()).append("\r\n");
      if (one.smtpCode() > 0) {
        out.append("Diagnostic-Code: smtp; ").append(one.smtpCode()).append(' ');
        out.append(one.enhanced()).append("\r\n");
      }
    }
    return out.toString();
  }

  /// Address with its type; what is not ASCII in 7-bit form, which any reader of either kind takes.
  private static String typed(OriginalRecipient address) {
    return address.type()
        + "; "
        + (address.type().equals(OriginalRecipient.UTF8)
            ? Utf8XText.encode(address.address())
            : address.address());
  }

  private static String token(RandomGenerator random) {
    byte[] octets = new byte[RANDOM_OCTETS];
    random.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  private static void put(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
