// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightmail.proto.replay.KeyPlan.Held;
import nightmail.proto.replay.KeyPlan.Name;
import nightmail.proto.time.KeyEpochs;
import org.junit.jupiter.api.Test;

class KeyPlanTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final KeyEpochs EPOCHS =
      new KeyEpochs(
          START, 10, Duration.ofDays(1), HOUR, Duration.ofHours(4), Duration.ofMinutes(10));

  private static KeyPlan plan(List<Held> held, Instant now) {
    return KeyPlan.at(EPOCHS, HOUR, held, now, now);
  }

  private static Held live(long keyEpoch, int generation) {
    return new Held(new Name(keyEpoch, generation), true);
  }

  private static Held retired(long keyEpoch, int generation) {
    return new Held(new Name(keyEpoch, generation), false);
  }

  /// KF-2: two at once at the first start.
  @Test
  void firstStartMakesTheCurrentAndTheNextKey() {
    assertEquals(
        new KeyPlan(List.of(new Name(10, 0), new Name(11, 0)), List.of()),
        plan(List.of(), START.plus(HOUR)));
  }

  /// KF-2, TK-3: made 3 consensus epochs before the epoch before its own.
  @Test
  void keyAfterNextIsMadeThreeConsensusEpochsAhead() {
    List<Held> held = List.of(live(10, 0), live(11, 0));
    Instant lead = START.plus(Duration.ofHours(21));

    assertEquals(List.of(), plan(held, lead.minusMillis(1)).make());
    assertEquals(List.of(new Name(12, 0)), plan(held, lead).make());
  }

  /// TK-2: accepted to 4 h after its epoch, then destroyed.
  @Test
  void keyIsDestroyedWhenNobodyAcceptsItAnyMore() {
    List<Held> held = List.of(live(12, 0), live(11, 0), live(10, 1), retired(10, 0));
    Instant end = START.plus(Duration.ofHours(28));

    assertEquals(List.of(), plan(held, end.minusMillis(1)).destroy());
    assertEquals(List.of(new Name(10, 0), new Name(10, 1)), plan(held, end).destroy());
  }

  /// KF-3: a clock jump alone destroys nothing, nor does a proof the clock does not share.
  @Test
  void clockJumpAloneDestroysNothing() {
    List<Held> held = List.of(live(10, 0), live(11, 0));
    Instant far = START.plus(Duration.ofDays(40));

    assertEquals(List.of(), KeyPlan.at(EPOCHS, HOUR, held, far, START).destroy());
    assertEquals(List.of(), KeyPlan.at(EPOCHS, HOUR, held, START, far).destroy());
  }

  /// J-3, TK-4: a retired key is followed by the next generation, three times at most.
  @Test
  void retiredKeyIsFollowedByTheNextGeneration() {
    assertEquals(
        List.of(new Name(10, 1)), plan(List.of(retired(10, 0), live(11, 0)), START).make());
    assertEquals(
        List.of(),
        plan(
                List.of(
                    retired(10, 0), retired(10, 1), retired(10, 2), retired(10, 3), live(11, 0)),
                START)
            .make());
  }

  /// A key of a past epoch would not be published, so a lost one stays lost.
  @Test
  void pastKeyIsNotMadeAgain() {
    List<Held> held = List.of(retired(10, 0), live(11, 0), live(12, 0));

    assertEquals(List.of(), plan(held, START.plus(Duration.ofHours(25))).make());
  }

  /// TK-2, TK-3: whoever follows the plan at any rhythm has a key wherever one is accepted.
  @Test
  void followingThePlanAlwaysHasTheKeysThatServe() {
    long seed = Long.getLong("nightmail.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      List<Held> held = new ArrayList<>();
      Instant now = START.plusSeconds(random.nextInt(200_000));
      for (int step = 0; step < 60; step++) {
        KeyPlan plan = plan(held, now);
        held.removeIf(each -> plan.destroy().contains(each.name()));
        plan.make().forEach(name -> held.add(new Held(name, true)));
        long current = EPOCHS.at(now);

        assertTrue(held.contains(live(current, 0)), "seed " + seed);
        assertTrue(held.contains(live(current + 1, 0)), "seed " + seed);
        assertTrue(held.size() <= 4, "seed " + seed);
        now = now.plusSeconds(random.nextInt(10_000));
      }
    }
  }
}
