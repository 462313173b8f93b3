// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Content-Type of a batch of anybody's (RFC 2442 §3).
public final class BatchType {
  /// What a batch uses if its type does not say (BS-4).
  public static final Set<Extension> DEFAULT =
      Collections.unmodifiableSet(
          EnumSet.of(Extension.EIGHT_BIT_MIME, Extension.SIZE, Extension.DSN));

  private static final Pattern TYPE =
      Pattern.compile(
          "\\s*application/batch-smtp\\s*(?:;\\s*required-extensions\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))\\s*)?;?\\s*",
          Pattern.CASE_INSENSITIVE);

  private BatchType() {}

  /// The extensions a batch of this type uses; empty if the type is another, or names an extension
  /// that is not known here: such a batch is not delivered (BS-10).
  ///
  /// @param value of the Content-Type field, unfolded
  public static Optional<Set<Extension>> parse(String value) {
    Matcher matcher = TYPE.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String list = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return list == null ? Optional.of(DEFAULT) : extensions(list);
  }

  private static Optional<Set<Extension>> extensions(String list) {
    Set<Extension> found = EnumSet.noneOf(Extension.class);
    for (String word : list.split(",", -1)) {
      Optional<Extension> one = extension(word.strip().toUpperCase(Locale.ROOT));
      if (one.isEmpty()) {
        return Optional.empty();
      }
      found.add(one.get());
    }
    return Optional.of(found);
  }

  /// BS-5: the list says NOTARY where EHLO says DSN; both are understood.
  private static Optional<Extension> extension(String keyword) {
    return switch (keyword) {
      case "8BITMIME" -> Optional.of(Extension.EIGHT_BIT_MIME);
      case "SIZE" -> Optional.of(Extension.SIZE);
      case "NOTARY", "DSN" -> Optional.of(Extension.DSN);
      case "SMTPUTF8" -> Optional.of(Extension.SMTPUTF8);
      case "REQUIRETLS" -> Optional.of(Extension.REQUIRETLS);
      default -> Optional.empty();
    };
  }
}
