// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// Domains of mail paths in their one spelling: lower-case A-labels, or an address literal.
///
/// A label that is not ASCII is lower-cased, brought to NFC (RFC 5895) and must then be of the
/// letters and digits of RFC 5892, unchanged by NFKC; what needs context (joiners, middle dot) is
/// refused. The JDK's own `IDN` is IDNA 2003 and would send mail for `ß` to `ss`, another domain.
public final class MailDomain {
  private static final int LABEL_OCTETS = 63;

  private MailDomain() {}

  /// The canonical spelling of a `Domain` or `address-literal`; empty if it is neither.
  public static Optional<String> canonical(String text) {
    if (text.startsWith("[")) {
      return AddressLiteral.canonical(text);
    }
    StringBuilder domain = new StringBuilder(text.length());
    for (String label : text.split("\\.", -1)) {
      Optional<String> ascii = aLabel(label);
      if (ascii.isEmpty()) {
        return Optional.empty();
      }
      domain.append(domain.isEmpty() ? "" : ".").append(ascii.get());
    }
    return domain.length() <= Path.DOMAIN_OCTETS
        ? Optional.of(domain.toString())
        : Optional.empty();
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static Optional<String> aLabel(String label) {
    if (PathGrammar.isAscii(label)) {
      return isHostLabel(label) ? Optional.of(label.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
    String mapped = Normalizer.normalize(lowerCase(label), Normalizer.Form.NFC);
    if (mapped.length() > LABEL_OCTETS || !isULabel(mapped)) {
      return Optional.empty();
    }
    String ascii = "xn--" + Punycode.encode(mapped.codePoints().toArray());
    return ascii.length() <= LABEL_OCTETS ? Optional.of(ascii) : Optional.empty();
  }

  /// Each letter by itself: a capital sigma at the end of a word is not to become a final one,
  /// which is another domain.
  private static String lowerCase(String label) {
    StringBuilder lower = new StringBuilder(label.length());
    label.codePoints().forEach(c -> lower.append(Character.toString(c).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }

  private static boolean isHostLabel(String label) {
    return !label.isEmpty()
        && label.length() <= LABEL_OCTETS
        && label.chars().allMatch(c -> isLetterOrDigit((char) c) || c == '-')
        && label.charAt(0) != '-'
        && label.charAt(label.length() - 1) != '-';
  }

  private static boolean isULabel(String label) {
    return !label.startsWith("-")
        && !label.endsWith("-")
        && !(label.length() > 3 && label.startsWith("--", 2))
        && !isMark(label.codePointAt(0))
        && label.codePoints().allMatch(MailDomain::isProtocolValid);
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isProtocolValid(int c) {
    if (c < 0x80) {
      return c == '-' || isLetterOrDigit((char) c);
    }
    if (c == 0xDF || c == 0x3C2) {
      return true; // exceptions of RFC 5892 §2.6
    }
    String alone = Character.toString(c);
    String folded = Normalizer.normalize(alone, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return isLetterDigitOrMark(c) && alone.equals(folded);
  }

  private static boolean isLetterDigitOrMark(int c) {
    return switch (Character.getType(c)) {
      case Character.LOWERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }
}
