// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.function.Function;

/// What a key takes: its name and range for people, and the reader from a TOML value.
///
/// `example` is TOML text. The reader gets a `Long`, `String`, `Boolean`, `Double` or `List`.
///
/// @param <T> the value after reading
public record ValueType<T>(
    String name, String range, String example, Function<Object, Reading<T>> reader) {
  Reading<T> read(Object toml) {
    return reader.apply(toml);
  }

  /// One value read, or why not.
  sealed interface Reading<T> {
    record Value<T>(T value) implements Reading<T> {}

    /// `why` follows the shown value: `"a.b" = 7 <why>`.
    record Fault<T>(ConfigCode code, String why) implements Reading<T> {}

    static <T> Reading<T> value(T value) {
      return new Value<>(value);
    }

    static <T> Reading<T> wrongType(String wanted) {
      return new Fault<>(ConfigCode.TYPE, "is not " + wanted);
    }

    static <T> Reading<T> outOfRange() {
      return new Fault<>(ConfigCode.RANGE, "is out of range");
    }

    static <T> Reading<T> noUnit(String units) {
      return new Fault<>(ConfigCode.UNIT_MISSING, "has no unit of " + units);
    }
  }
}
