// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import nightmail.proto.document.Profile;
import nightmail.proto.time.KeyEpochs;

/// When to ask the directory next (AC-16, AC-17).
///
/// The moments are drawn, so that neither all relays ask at once nor one relay's habit tells it
/// apart. A test network waits less: its epochs are seconds long, and whoever started it watches.
///
/// Pure; safe for any thread.
record FetchSchedule(Profile profile) {
  private static final Duration LEAST_RETRY = Duration.ofSeconds(5);
  private static final Duration MOST_RETRY = Duration.ofMinutes(15);
  private static final Duration LEAST_TEST_RETRY = Duration.ofMillis(200);
  private static final Duration MOST_TEST_RETRY = Duration.ofSeconds(5);

  /// When to fetch the consensus after the one that is fresh until `freshUntil`: uniform from a
  /// quarter of an epoch after its start to half an epoch after its end; in a test network within
  /// the first half of its epoch.
  Instant nextConsensus(Instant validAfter, Instant freshUntil, RandomGenerator random) {
    Duration epoch = Duration.between(validAfter, freshUntil);
    return profile == Profile.TEST
        ? between(freshUntil, freshUntil.plus(epoch.dividedBy(2)), random)
        : between(
            freshUntil.plus(epoch.dividedBy(4)),
            freshUntil.plus(epoch).plus(epoch.dividedBy(2)),
            random);
  }

  /// When to fetch keys of the key epoch after `now`'s: uniform in the first half of the present
  /// one, at once if that is over.
  Instant nextKeys(KeyEpochs epochs, Instant now, RandomGenerator random) {
    Instant begin = epochs.beginOf(epochs.at(now));
    Instant half = begin.plus(epochs.length().dividedBy(2));
    return now.isBefore(half) ? between(now, half, random) : now;
  }

  /// How long to wait after a failure; `last` is the wait before it, zero for the first.
  Duration retry(Duration last, RandomGenerator random) {
    Duration least = profile == Profile.TEST ? LEAST_TEST_RETRY : LEAST_RETRY;
    Duration most = profile == Profile.TEST ? MOST_TEST_RETRY : MOST_RETRY;
    long high = Math.max(least.toMillis(), 3 * last.toMillis());
    long drawn = least.toMillis() + random.nextLong(high - least.toMillis() + 1);
    return Duration.ofMillis(Math.min(drawn, most.toMillis()));
  }

  private static Instant between(Instant from, Instant to, RandomGenerator random) {
    return from.plusMillis(random.nextLong(Duration.between(from, to).toMillis() + 1));
  }
}
