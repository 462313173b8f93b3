// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.evidence;

import java.util.List;
import java.util.random.RandomGenerator;

/// A secret and the texts that give it away.
///
/// `texts` are what is searched, each at least [#LEAST_LETTERS] characters long: shorter ones would
/// be found by chance. `addresses` are mailboxes whose SHA-256 is searched as well.
public record Canary(String label, List<String> texts, List<String> addresses) {
  public static final int LEAST_LETTERS = 8;

  /// Length of a drawn text: 24 letters of 5 bits, so that no search finds one by chance.
  public static final int DRAWN_LETTERS = 24;

  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  /// Copies both lists.
  ///
  /// @throws IllegalArgumentException if there is no text, or one is too short
  public Canary {
    texts = List.copyOf(texts);
    addresses = List.copyOf(addresses);
    if (texts.isEmpty() || texts.stream().anyMatch(text -> text.length() < LEAST_LETTERS)) {
      throw new IllegalArgumentException(
          label + " has no text of " + LEAST_LETTERS + " characters to search for");
    }
  }

  /// A canary that is one text and no address.
  public static Canary of(String label, String text) {
    return new Canary(label, List.of(text), List.of());
  }

  /// Draws a text nobody else holds: lower-case base32.
  public static String draw(RandomGenerator random) {
    var text = new StringBuilder(DRAWN_LETTERS);
    for (int i = 0; i < DRAWN_LETTERS; i++) {
      text.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return text.toString();
  }
}
