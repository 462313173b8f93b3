// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.util.List;
import java.util.Locale;

/// Results for a person to read.
final class BenchTable {
  private BenchTable() {}

  /// One line per result, below a head and above where it was measured.
  static String of(List<Measured> results) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-12s %10s %19s %12s %19s %7s %9s%n",
                "",
                "µs",
                "quartiles",
                "primitives",
                "quartiles",
                "ratio",
                "garbage"));
    for (Measured one : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-12s %10.1f %9.1f…%-9.1f %12.1f %9.1f…%-9.1f %7.2f %9d%n",
              one.name(),
              one.ours().median(),
              one.ours().low(),
              one.ours().high(),
              one.bare().median(),
              one.bare().low(),
              one.bare().high(),
              one.ratio(),
              one.garbageBytes()));
    }
    return table.append(place()).toString();
  }

  private static String place() {
    return "garbage: bytes allocated per run beyond the primitives\n"
        + "JDK "
        + Runtime.version()
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors\n";
  }
}
