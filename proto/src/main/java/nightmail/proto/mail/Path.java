// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// A reverse-path or forward-path: where a mail comes from or goes to (RFC 5321 §4.1.2, RFC 6531
/// §3.3).
///
/// The local part is kept as written, quotes included; the domain is in lower-case A-labels, or an
/// address literal in brackets. Two special shapes: [#NULL] is `<>`, and the bare `<postmaster>`
/// has no domain (RFC 5321 §4.1.1.3). Limits (SV-14): local part 64 octets, domain 255, the path
/// with its brackets 256.
///
/// `toString` does not show the address.
///
/// @param localPart without the `@`; UTF-8 text, exact
/// @param domain canonical; empty in the two special shapes
public record Path(String localPart, String domain) implements Comparable<Path> {
  public static final int LOCAL_PART_OCTETS = 64;
  public static final int DOMAIN_OCTETS = 255;
  public static final int PATH_OCTETS = 256;

  /// The null reverse-path `<>`.
  public static final Path NULL = new Path("", "");

  /// Takes parts that are right already.
  ///
  /// @throws IllegalArgumentException if the parts do not form a canonical path
  public Path {
    if (!PathGrammar.isCanonical(localPart, domain)) {
      throw new IllegalArgumentException("not a canonical path");
    }
  }

  /// Reads the text between the angle brackets, without source route.
  ///
  /// @param utf8 whether the transaction has SMTPUTF8; without it, other than ASCII is
  ///   [MailFault#NEEDS_SMTPUTF8]
  public static Parsed<Path> parse(String text, boolean utf8) {
    return PathGrammar.parse(text, utf8);
  }

  public boolean isNull() {
    return localPart.isEmpty();
  }

  /// Whether this is postmaster, with any domain or none, in any case (SV-18).
  public boolean isPostmaster() {
    return localPart.toLowerCase(Locale.ROOT).equals("postmaster");
  }

  public boolean isAscii() {
    return localPart.chars().allMatch(c -> c < 0x80);
  }

  /// The text between the angle brackets; empty for [#NULL].
  public String text() {
    return domain.isEmpty() ? localPart : localPart + "@" + domain;
  }

  /// The octets between the angle brackets; a fresh array.
  public byte[] octets() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /// Order by octets, unsigned (NB-1).
  @Override
  public int compareTo(Path other) {
    return Arrays.compareUnsigned(octets(), other.octets());
  }

  @Override
  public String toString() {
    return isNull() ? "Path[null]" : "Path[withheld]";
  }
}
