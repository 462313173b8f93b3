// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Locale;
import java.util.Optional;

/// The utf-8-addr-xtext of RFC 6533 §3: printable ASCII, and `\x{HEX}` for everything else.
public final class Utf8XText {
  private static final int HEX_DIGITS_MAX = 6;

  private Utf8XText() {}

  /// Writes `!`…`~` but `+`, `=` and `\` as they are, all else as `\x{HEX}`.
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() * 2);
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.append((char) c);
              } else {
                out.append(String.format(Locale.ROOT, "\\x{%02X}", c));
              }
            });
    return out.toString();
  }

  /// Reads the 7-bit form, and with `utf8` also the form with raw UTF-8 in it; empty if malformed.
  ///
  /// Controls have no place in an address and make the text malformed.
  public static Optional<String> decode(String encoded, boolean utf8) {
    StringBuilder out = new StringBuilder(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (isPlain(c) || (utf8 && c >= 0x80)) {
        out.append(c);
        continue;
      }
      int end = encoded.startsWith("\\x{", i) ? encoded.indexOf('}', i) : -1;
      int point = end < 0 ? -1 : point(encoded.substring(i + 3, end));
      if (point < ' ' || point == 0x7F) {
        return Optional.empty();
      }
      out.appendCodePoint(point);
      i = end;
    }
    return Optional.of(out.toString());
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c <= '~' && c != '+' && c != '=' && c != '\\';
  }

  /// The code point of a HEXPOINT in its one spelling; −1 for others.
  private static int point(String hex) {
    if (hex.length() < 2
        || hex.length() > HEX_DIGITS_MAX
        || (hex.length() > 2 && hex.startsWith("0"))) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < hex.length(); i++) {
      int digit = XText.upperHex(hex.charAt(i));
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    boolean character = Character.isValidCodePoint(value) && (value < 0xD800 || value > 0xDFFF);
    return character && !isPlain(value) ? value : -1;
  }
}
