// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightmail.node.config.ValueType.Reading;

/// A number that is nothing without its unit: `10 MiB`, `20 Mbit/s`, `5 d`.
///
/// The number is a whole one of at most 12 digits; one blank before the unit may be left out.
record Quantity(String noun, List<Unit> units) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12}) ?([A-Za-z/]*)");

  /// A unit's name and how many of the base unit it holds.
  record Unit(String name, long factor) {}

  static final Quantity SIZE =
      new Quantity(
          "size",
          List.of(
              new Unit("B", 1),
              new Unit("KiB", 1 << 10),
              new Unit("MiB", 1 << 20),
              new Unit("GiB", 1 << 30)));

  static final Quantity RATE =
      new Quantity(
          "rate",
          List.of(
              new Unit("kbit/s", 1_000),
              new Unit("Mbit/s", 1_000_000),
              new Unit("Gbit/s", 1_000_000_000)));

  /// Base unit: milliseconds.
  static final Quantity DURATION =
      new Quantity(
          "duration",
          List.of(
              new Unit("ms", 1),
              new Unit("s", 1_000),
              new Unit("min", 60_000),
              new Unit("h", 3_600_000),
              new Unit("d", 86_400_000)));

  /// Reads `toml` in base units.
  Reading<Long> read(Object toml) {
    if (toml instanceof Long) {
      return Reading.noUnit(unitNames());
    }
    if (!(toml instanceof String text)) {
      return Reading.wrongType("a " + noun + " in quotes");
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Reading.wrongType("a " + noun);
    }
    return unit(form.group(2))
        .map(unit -> product(Long.parseLong(form.group(1)), unit.factor()))
        .orElseGet(() -> Reading.noUnit(unitNames()));
  }

  private static Reading<Long> product(long number, long factor) {
    long high = Math.multiplyHigh(number, factor);
    return high == 0 && number * factor >= 0
        ? Reading.value(number * factor)
        : Reading.outOfRange();
  }

  private Optional<Unit> unit(String name) {
    return units.stream().filter(unit -> unit.name().equals(name)).findFirst();
  }

  private String unitNames() {
    return units.stream().map(Unit::name).collect(Collectors.joining(", "));
  }
}
