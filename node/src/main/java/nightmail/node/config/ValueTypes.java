// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import nightmail.node.config.ValueType.Reading;

/// The kinds of values that keys take.
final class ValueTypes {
  private ValueTypes() {}

  static ValueType<Integer> integer(int min, int max) {
    return number(range(min, max), min, n -> n >= min && n <= max);
  }

  private static String range(int min, int max) {
    return min == max ? Integer.toString(min) : String.format(Locale.ROOT, "%,d to %,d", min, max);
  }

  static ValueType<Integer> powerOfTwo(int max) {
    return number(
        String.format(Locale.ROOT, "1, 2, 4 … %,d", max),
        1,
        n -> n >= 1 && n <= max && Long.bitCount(n) == 1);
  }

  private static ValueType<Integer> number(String range, int example, LongPredicate fits) {
    return new ValueType<>(
        "integer",
        range,
        Integer.toString(example),
        toml -> {
          if (!(toml instanceof Long number)) {
            return Reading.wrongType("an integer");
          }
          return fits.test(number) ? Reading.value(number.intValue()) : Reading.outOfRange();
        });
  }

  static ValueType<Boolean> bool() {
    return new ValueType<>(
        "boolean",
        "true or false",
        "true",
        toml ->
            toml instanceof Boolean value
                ? Reading.value(value)
                : Reading.wrongType("true or false"));
  }

  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    List<String> words = all.stream().map(ValueTypes::word).toList();
    return text(
        "word",
        String.join(", ", words),
        words.getFirst(),
        text -> {
          int index = words.indexOf(text);
          return index < 0 ? Reading.outOfRange() : Reading.value(all.get(index));
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static ValueType<String> matching(String name, String range, String example, Pattern form) {
    return text(
        name,
        range,
        example,
        text -> form.matcher(text).matches() ? Reading.value(text) : Reading.outOfRange());
  }

  static ValueType<Path> path() {
    return text(
        "path",
        "an absolute path",
        "/var/lib/nightmail",
        text ->
            text.startsWith("/") && text.indexOf('\0') < 0
                ? Reading.value(Path.of(text))
                : Reading.outOfRange());
  }

  /// A path, or empty text for none, which reads as the empty path.
  static ValueType<Path> pathOrNone() {
    Function<Object, Reading<Path>> given = path().reader();
    return new ValueType<>(
        "path",
        "an absolute path, empty for none",
        "\"/etc/nightmail/tls/cert.pem\"",
        toml -> "".equals(toml) ? Reading.value(Path.of("")) : given.apply(toml));
  }

  /// Text that `reader` turns into a value; `example` without quotes.
  static <T> ValueType<T> text(
      String name, String range, String example, Function<String, Reading<T>> reader) {
    return new ValueType<>(
        name,
        range,
        '"' + example + '"',
        toml ->
            toml instanceof String text ? reader.apply(text) : Reading.wrongType("text in quotes"));
  }

  /// Bytes, both ends included.
  static ValueType<Long> size(long min, long max, String range, String example) {
    return quantity(Quantity.SIZE, min, max, range, example);
  }

  /// Bits per second, both ends included.
  static ValueType<Long> rate(long min, long max, String range, String example) {
    return quantity(Quantity.RATE, min, max, range, example);
  }

  static ValueType<Duration> duration(Duration min, Duration max, String range, String example) {
    ValueType<Long> millis =
        quantity(Quantity.DURATION, min.toMillis(), max.toMillis(), range, example);
    return new ValueType<>(
        millis.name(),
        millis.range(),
        millis.example(),
        toml ->
            switch (millis.read(toml)) {
              case Reading.Value<Long>(Long value) -> Reading.value(Duration.ofMillis(value));
              case Reading.Fault<Long>(ConfigCode code, String why) ->
                  new Reading.Fault<>(code, why);
            });
  }

  private static ValueType<Long> quantity(
      Quantity quantity, long min, long max, String range, String example) {
    return new ValueType<>(
        quantity.noun(),
        range,
        '"' + example + '"',
        toml ->
            switch (quantity.read(toml)) {
              case Reading.Value<Long>(Long value) when value < min || value > max ->
                  Reading.outOfRange();
              case Reading<Long> other -> other;
            });
  }

  /// Between `min` and `max` different values; the first bad one is the fault.
  static <T> ValueType<List<T>> list(ValueType<T> element, int min, int max) {
    return new ValueType<>(
        "list of " + element.name(),
        range(min, max) + " of: " + element.range(),
        '[' + element.example() + ']',
        toml -> {
          if (!(toml instanceof List<?> values)) {
            return Reading.wrongType("a list");
          }
          return elements(element, values, min, max);
        });
  }

  private static <T> Reading<List<T>> elements(
      ValueType<T> element, List<?> values, int min, int max) {
    if (values.size() < min || values.size() > max) {
      return new Reading.Fault<>(ConfigCode.RANGE, "has a wrong number of values");
    }
    List<T> read = new ArrayList<>();
    for (Object toml : values) {
      switch (element.read(toml)) {
        case Reading.Value<T>(T value) -> read.add(value);
        case Reading.Fault<T>(ConfigCode code, String why) -> {
          return new Reading.Fault<>(code, "holds a value that " + why);
        }
      }
    }
    return new LinkedHashSet<>(read).size() == read.size()
        ? Reading.value(List.copyOf(read))
        : new Reading.Fault<>(ConfigCode.RANGE, "holds a value twice");
  }
}
