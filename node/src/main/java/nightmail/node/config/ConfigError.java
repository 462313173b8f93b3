// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.Comparator;

/// One fault in one place of the file; `line` and `column` count from 1.
public record ConfigError(String file, int line, int column, ConfigCode code, String message)
    implements Comparable<ConfigError> {
  private static final Comparator<ConfigError> BY_PLACE =
      Comparator.comparingInt(ConfigError::line)
          .thenComparingInt(ConfigError::column)
          .thenComparing(ConfigError::code)
          .thenComparing(ConfigError::message);

  @Override
  public int compareTo(ConfigError other) {
    return BY_PLACE.compare(this, other);
  }

  /// `file:line:column: NM-Cnnn message`.
  public String text() {
    return "%s:%d:%d: %s %s".formatted(file, line, column, code.text(), message);
  }
}
