// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the lines of a server together to replies (RFC 5321 §4.2.1).
///
/// A line has at most 1,000 octets and a reply 128 lines; only CRLF ends a line, and all lines of a
/// reply bear one code from 200 to 599. After anything else the parser answers `Malformed` for
/// good.
///
/// Owned by the thread of its connection.
public final class ReplyParser {
  /// RFC 5321 says 512; servers that exceed it are common enough to let them.
  public static final int LINE_OCTETS = 1_000;

  private static final Pattern LINE = Pattern.compile("([2-5][0-9]{2})(?:([ -])(.*))?");
  private static final Pattern ENHANCED =
      Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?: (.*)|)");

  private final byte[] line = new byte[LINE_OCTETS];
  private final List<String> lines = new ArrayList<>();
  private int length;
  private int code;
  private String enhanced = "";
  private boolean malformed;

  /// What the octets so far make.
  public sealed interface Result {
    /// A reply is complete.
    record Complete(SmtpReply reply) implements Result {}

    /// This is no SMTP server, or not one to talk on with.
    record Malformed() implements Result {}
  }

  /// Takes one octet; answers when it completes a reply or spoils it.
  public Optional<Result> accept(byte octet) {
    if (malformed) {
      return Optional.of(new Result.Malformed());
    }
    boolean afterCr = length > 0 && line[length - 1] == '\r';
    if (afterCr != (octet == '\n') || length == LINE_OCTETS) {
      return spoiled();
    }
    if (octet != '\n') {
      line[length++] = octet;
      return Optional.empty();
    }
    String text = new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
    length = 0;
    return line(text);
  }

  /// Whether part of a reply has come.
  public boolean inReply() {
    return length > 0 || !lines.isEmpty();
  }

  private Optional<Result> line(String text) {
    Matcher matcher = LINE.matcher(text);
    if (!matcher.matches() || lines.size() == SmtpReply.MAX_LINES) {
      return spoiled();
    }
    int lineCode = Integer.parseInt(matcher.group(1));
    if (!lines.isEmpty() && lineCode != code) {
      return spoiled();
    }
    code = lineCode;
    lines.add(withoutEnhanced(matcher.group(3) == null ? "" : matcher.group(3)));
    if ("-".equals(matcher.group(2))) {
      return Optional.empty();
    }
    SmtpReply reply = new SmtpReply(code, enhanced, lines);
    lines.clear();
    enhanced = "";
    return Optional.of(new Result.Complete(reply));
  }

  /// An enhanced code counts only if its class is that of the reply code.
  private String withoutEnhanced(String text) {
    Matcher matcher = ENHANCED.matcher(text);
    if (!matcher.matches() || text.charAt(0) - '0' != code / 100) {
      return text;
    }
    enhanced = matcher.group(1);
    return matcher.group(2) == null ? "" : matcher.group(2);
  }

  private Optional<Result> spoiled() {
    malformed = true;
    return Optional.of(new Result.Malformed());
  }
}
