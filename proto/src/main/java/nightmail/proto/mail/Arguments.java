// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What follows `FROM:` or `TO:` in a command: a path in brackets, and parameters.
///
/// @param path the text between the brackets, source route taken off (RFC 5321 §4.1.1.3)
/// @param parameters values by keyword in upper case, in the order given; empty if without `=`
record Arguments(String path, Map<String, String> parameters) {
  private static final int MAX_PARAMETERS = 16;

  /// Reads `<path>` and parameters parted by spaces; spaces before the path and at the end are let
  /// pass, as clients send them.
  static Parsed<Arguments> parse(String text) {
    String trimmed = text.replaceAll("^ +| +$", "");
    int end = trimmed.startsWith("<") ? closingBracket(trimmed) : -1;
    if (end < 0 || (end + 1 < trimmed.length() && trimmed.charAt(end + 1) != ' ')) {
      return Parsed.bad(MailFault.SYNTAX);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : trimmed.substring(end + 1).split(" ")) {
      if (parameter.isEmpty()) {
        continue;
      }
      int equals = parameter.indexOf('=');
      String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (!isKeyword(keyword) || (equals >= 0 && !isValue(value))) {
        return Parsed.bad(MailFault.SYNTAX);
      }
      if (parameters.put(keyword.toUpperCase(Locale.ROOT), value) != null) {
        return Parsed.bad(MailFault.DUPLICATE_PARAMETER);
      }
      if (parameters.size() > MAX_PARAMETERS) {
        return Parsed.bad(MailFault.SYNTAX);
      }
    }
    return Parsed.good(new Arguments(withoutRoute(trimmed.substring(1, end)), parameters));
  }

  private static int closingBracket(String text) {
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static String withoutRoute(String path) {
    int colon = path.startsWith("@") ? path.indexOf(':') : -1;
    if (colon < 0) {
      return path;
    }
    for (String hop : path.substring(0, colon).split(",", -1)) {
      if (!hop.startsWith("@") || MailDomain.canonical(hop.substring(1)).isEmpty()) {
        return path;
      }
    }
    return path.substring(colon + 1);
  }

  private static boolean isKeyword(String text) {
    return !text.isEmpty()
        && text.charAt(0) != '-'
        && text.chars().allMatch(c -> MailDomain.isLetterOrDigit((char) c) || c == '-');
  }

  private static boolean isValue(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '=' && c != 0x7F);
  }
}
