// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Locale;
import java.util.Optional;

/// The xtext of RFC 3461 §4: printable ASCII, and `+` with two upper-case hexadecimal digits for
/// the rest.
public final class XText {
  private XText() {}

  /// Writes `!`…`~` but `+` and `=` as they are, all else as `+XX`.
  ///
  /// @throws IllegalArgumentException if a char is above 127: xtext of Unicode has no meaning
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        throw new IllegalArgumentException("xtext is ASCII");
      }
      if (isPlain(c)) {
        out.append(c);
      } else {
        out.append('+').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return out.toString();
  }

  /// Reads xtext whose meaning is printable ASCII, as ENVID and ORCPT have it; empty otherwise.
  public static Optional<String> decode(String xtext) {
    StringBuilder out = new StringBuilder(xtext.length());
    for (int i = 0; i < xtext.length(); i++) {
      char c = xtext.charAt(i);
      if (isPlain(c)) {
        out.append(c);
        continue;
      }
      int value = c == '+' && i + 2 < xtext.length() ? hexAt(xtext, i + 1) : -1;
      if (value < ' ' || value > '~') {
        return Optional.empty();
      }
      out.append((char) value);
      i += 2;
    }
    return Optional.of(out.toString());
  }

  private static boolean isPlain(char c) {
    return c > ' ' && c <= '~' && c != '+' && c != '=';
  }

  private static int hexAt(String text, int at) {
    int high = upperHex(text.charAt(at));
    int low = upperHex(text.charAt(at + 1));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  static int upperHex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
