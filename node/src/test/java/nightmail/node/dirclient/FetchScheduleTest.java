// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import nightmail.proto.document.Profile;
import nightmail.proto.time.KeyEpochs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FetchScheduleTest {
  private static final int CASES = 200;
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final long seed = Long.getLong("nightmail.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  @DisplayName("AC-16: a relay fetches between a quarter of the next epoch and half an epoch late")
  void consensusIsFetchedWithinItsWindow() {
    FetchSchedule schedule = new FetchSchedule(Profile.PRODUCTION);
    Instant next = NOON.plus(HOUR);
    boolean early = false;
    boolean late = false;

    for (int i = 0; i < CASES; i++) {
      Instant moment = schedule.nextConsensus(NOON, next, random);

      assertWithin(next.plus(HOUR.dividedBy(4)), next.plus(Duration.ofMinutes(90)), moment);
      early |= moment.isBefore(next.plus(Duration.ofMinutes(30)));
      late |= moment.isAfter(next.plus(Duration.ofMinutes(75)));
    }
    assertTrue(early && late, () -> "seed " + seed);
  }

  @Test
  void testNetworkFetchesInTheFirstHalfOfTheEpoch() {
    FetchSchedule schedule = new FetchSchedule(Profile.TEST);
    Instant next = NOON.plusSeconds(10);

    for (int i = 0; i < CASES; i++) {
      assertWithin(next, next.plusSeconds(5), schedule.nextConsensus(NOON, next, random));
    }
  }

  @Test
  @DisplayName("AC-16: keys of the next key epoch in the first half of this one, later at once")
  void nextKeysAreFetchedInTheFirstHalf() {
    FetchSchedule schedule = new FetchSchedule(Profile.PRODUCTION);
    KeyEpochs epochs =
        new KeyEpochs(
            NOON, 1, Duration.ofDays(1), HOUR, Duration.ofHours(4), Duration.ofMinutes(5));
    Instant afternoon = NOON.plus(Duration.ofHours(13));

    for (int i = 0; i < CASES; i++) {
      Instant now = NOON.plus(Duration.ofMinutes(i));
      assertWithin(now, NOON.plus(Duration.ofHours(12)), schedule.nextKeys(epochs, now, random));
    }
    assertEquals(afternoon, schedule.nextKeys(epochs, afternoon, random));
  }

  @Test
  @DisplayName("AC-17: retries wait 5 s to three times the last wait, at most 15 minutes")
  void retriesGrowToTheirBound() {
    FetchSchedule schedule = new FetchSchedule(Profile.PRODUCTION);
    Duration last = Duration.ZERO;
    Duration longest = Duration.ZERO;

    for (int i = 0; i < CASES; i++) {
      Duration wait = schedule.retry(last, random);

      Duration most = Duration.ofSeconds(Math.clamp(3 * last.toSeconds() + 3, 5, 15 * 60));
      assertFalse(wait.compareTo(Duration.ofSeconds(5)) < 0, () -> "seed " + seed);
      assertFalse(wait.compareTo(most) > 0, () -> "seed " + seed);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      last = wait;
    }
    assertTrue(longest.compareTo(Duration.ofMinutes(1)) > 0, () -> "seed " + seed);
  }

  private void assertWithin(Instant from, Instant to, Instant moment) {
    assertFalse(moment.isBefore(from) || moment.isAfter(to), () -> moment + ", seed " + seed);
  }
}
