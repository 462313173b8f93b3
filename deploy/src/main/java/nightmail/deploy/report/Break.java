// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A protection the demo can switch off, to show that its absence is noticed.
public enum Break {
  PADDING("control frames leave as short as they are"),
  DELAY("packets are not held, and no loops hide them"),
  KEY("two mixes share one key"),
  REPLAY("every packet is new to every relay"),
  LOG("the exit's log names the recipient"),
  SEAL("bodies travel unencrypted inside the links");

  private final String effect;

  Break(String effect) {
    this.effect = effect;
  }

  /// The word after `--break`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What happens without the protection.
  public String effect() {
    return effect;
  }

  /// Ids of the expectations that must turn red, and no other.
  public List<String> red() {
    return switch (this) {
      case PADDING -> List.of("X1");
      case DELAY -> List.of("X2");
      case KEY -> List.of("X3");
      case REPLAY -> List.of("X4");
      case LOG -> List.of("X7");
      case SEAL -> mixCells();
    };
  }

  /// The break of that word.
  public static Optional<Break> named(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  private static List<String> mixCells() {
    return List.of("mix 1", "mix 2", "mix 3").stream()
        .flatMap(mix -> Arrays.stream(Secret.values()).map(secret -> mix + "/" + secret.label()))
        .toList();
  }
}
