// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// One RCPT of an envelope.
///
/// @param notifyOn what the client asked, in the order of [Notify]; empty if it did not say
/// @param original the ORCPT, or [OriginalRecipient#NONE]
public record Recipient(Path path, Set<Notify> notifyOn, OriginalRecipient original) {
  /// Copies the set.
  ///
  /// @throws IllegalArgumentException for the null path, or NEVER with company (SV-12)
  public Recipient {
    if (path.isNull() || (notifyOn.contains(Notify.NEVER) && notifyOn.size() > 1)) {
      throw new IllegalArgumentException("not a recipient");
    }
    EnumSet<Notify> ordered = EnumSet.noneOf(Notify.class);
    ordered.addAll(notifyOn);
    notifyOn = Collections.unmodifiableSet(ordered);
  }

  /// A recipient without wishes.
  public static Recipient of(Path path) {
    return new Recipient(path, EnumSet.noneOf(Notify.class), OriginalRecipient.NONE);
  }
}
