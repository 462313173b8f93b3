// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The grammar of a path (RFC 5321 §4.1.2 with the additions of RFC 6531 §3.3).
final class PathGrammar {
  private static final String ATEXT_MARKS = "!#$%&'*+-/=?^_`{|}~";

  private PathGrammar() {}

  static Parsed<Path> parse(String text, boolean utf8) {
    if (text.isEmpty()) {
      return Parsed.good(Path.NULL);
    }
    if (text.toLowerCase(Locale.ROOT).equals("postmaster")) {
      return Parsed.good(new Path(text, ""));
    }
    if (!utf8 && !isAscii(text)) {
      return Parsed.bad(MailFault.NEEDS_SMTPUTF8);
    }
    int at = localPartLength(text);
    if (at < 1 || at >= text.length() || text.charAt(at) != '@') {
      return Parsed.bad(MailFault.SYNTAX);
    }
    String localPart = text.substring(0, at);
    String domain = MailDomain.canonical(text.substring(at + 1)).orElse("");
    return !domain.isEmpty() && isCanonical(localPart, domain)
        ? Parsed.good(new Path(localPart, domain))
        : Parsed.bad(MailFault.SYNTAX);
  }

  static boolean isCanonical(String localPart, String domain) {
    if (domain.isEmpty()) {
      return localPart.isEmpty() || localPart.toLowerCase(Locale.ROOT).equals("postmaster");
    }
    int localOctets = octets(localPart);
    int domainOctets = octets(domain);
    return localOctets <= Path.LOCAL_PART_OCTETS
        && domainOctets <= Path.DOMAIN_OCTETS
        && localOctets + 1 + domainOctets + 2 <= Path.PATH_OCTETS
        && localPartLength(localPart) == localPart.length()
        && MailDomain.canonical(domain).filter(domain::equals).isPresent();
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /// Length in chars of the Dot-string or Quoted-string that `text` begins with; −1 if none.
  private static int localPartLength(String text) {
    return text.startsWith("\"") ? quotedLength(text) : dotStringLength(text);
  }

  private static int quotedLength(String text) {
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i++;
        if (i == text.length() || text.charAt(i) < ' ' || text.charAt(i) > '~') {
          return -1;
        }
      } else if (c < ' ' || c == 0x7F || lone(text, i)) {
        return -1;
      }
    }
    return -1;
  }

  private static int dotStringLength(String text) {
    int i = 0;
    boolean atomOpen = false;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && atomOpen) {
        atomOpen = false;
      } else if (isAtext(c) && !lone(text, i)) {
        atomOpen = true;
      } else {
        break;
      }
    }
    return atomOpen ? i : -1;
  }

  private static boolean isAtext(char c) {
    return MailDomain.isLetterOrDigit(c) || c >= 0x80 || ATEXT_MARKS.indexOf(c) >= 0;
  }

  /// Half of a surrogate pair: no UTF-8 can have said that.
  private static boolean lone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
