// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waits between attempts to connect: doubling between two bounds, each drawn from half to one and
/// a half of its value, so that relays that lost a peer together do not return together (L-6).
///
/// Owned by one event loop.
final class BackOff {
  private final long minMillis;
  private final long maxMillis;
  private final RandomGenerator random;
  private long nextMillis;

  BackOff(Duration min, Duration max, RandomGenerator random) {
    minMillis = min.toMillis();
    maxMillis = max.toMillis();
    this.random = random;
    nextMillis = minMillis;
  }

  long nextMillis() {
    long mean = nextMillis;
    nextMillis = Math.min(maxMillis, 2 * mean);
    return mean / 2 + random.nextLong(mean + 1);
  }

  void reset() {
    nextMillis = minMillis;
  }
}
