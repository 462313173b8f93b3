// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A reply of an SMTP server (RFC 5321 §4.2, enhanced codes by RFC 2034).
///
/// The text is printable ASCII: other characters become `?` and a line is cut to fit 512 octets, so
/// no text can begin a line of its own (SV-4).
///
/// @param code 200 to 599
/// @param enhanced as `2.1.0`; empty where there is none (greeting, EHLO, 354)
/// @param lines one or more
public record SmtpReply(int code, String enhanced, List<String> lines) {
  /// Octets of a reply line with its CRLF (SV-14).
  public static final int LINE_OCTETS = 512;

  /// Lines of a reply; more are not made and not read.
  public static final int MAX_LINES = 128;

  /// Cleans the text.
  ///
  /// @throws IllegalArgumentException for a code out of range, or no or too many lines
  public SmtpReply {
    if (code < 200 || code > 599 || lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new IllegalArgumentException("not a reply");
    }
    Objects.requireNonNull(enhanced);
    int room = LINE_OCTETS - 2 - 4 - (enhanced.isEmpty() ? 0 : enhanced.length() + 1);
    lines = lines.stream().map(line -> clean(line, room)).toList();
  }

  public static SmtpReply of(int code, String enhanced, String text) {
    return new SmtpReply(code, enhanced, List.of(text));
  }

  /// 250 for a recipient that is taken.
  public static SmtpReply recipientOk() {
    return of(250, "2.1.5", "Recipient ok");
  }

  /// 2xx or 3xx.
  public boolean isPositive() {
    return code < 400;
  }

  public boolean isTransient() {
    return code / 100 == 4;
  }

  public boolean isPermanent() {
    return code / 100 == 5;
  }

  public String text() {
    return String.join(" ", lines);
  }

  /// The octets with CRLF; a fresh array.
  public byte[] encode() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      out.append(code).append(i == lines.size() - 1 ? ' ' : '-');
      out.append(enhanced).append(enhanced.isEmpty() ? "" : " ");
      out.append(lines.get(i)).append("\r\n");
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String clean(String line, int room) {
    StringBuilder out = new StringBuilder(Math.min(line.length(), room));
    for (int i = 0; i < line.length() && i < room; i++) {
      char c = line.charAt(i);
      out.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return out.toString();
  }
}
