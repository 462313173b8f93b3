// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import java.time.Duration;
import java.time.Instant;

/// How seldom shown values move; ticks stand at whole multiples since 1970, not at start-up.
public record TickPace(Duration tick, Duration slow) {
  public static final TickPace PRODUCTION =
      new TickPace(Duration.ofSeconds(60), Duration.ofMinutes(15));

  /// For a test root, where waiting a minute for a figure helps nobody.
  public static final TickPace SHORT = new TickPace(Duration.ofSeconds(1), Duration.ofSeconds(1));

  long tickAt(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), tick.toMillis());
  }

  long slowTickAt(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), slow.toMillis());
  }
}
