// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import nightmail.proto.Seeds;
import org.junit.jupiter.api.Test;

class PoolTest {
  /// M-2: the slow model is a list that is sorted each time.
  @Test
  void packetsLeaveInOrderOfTheirTimes() {
    Seeds.forEach(
        200,
        random -> {
          Pool<Long> pool = new Pool<>(1_000);
          List<Long> model = new ArrayList<>();
          long now = random.nextLong(-1_000, 1_000);
          for (int step = 0; step < 200; step++) {
            now += random.nextInt(20);
            long release = now + random.nextInt(300);
            assertTrue(pool.offer(release, release, random));
            model.add(release);
            long moment = now;
            List<Long> due =
                model.stream().filter(r -> r <= moment).sorted(Comparator.naturalOrder()).toList();
            model.removeAll(due);

            assertEquals(due, pool.release(now));
            assertEquals(model.size(), pool.heldPackets());
            assertEquals(model.stream().mapToLong(r -> r).min(), pool.nextReleaseNanos());
          }
        });
  }

  /// M-2: each of two packets of one time is first about as often.
  @Test
  void equalTimesLeaveInRandomOrder() {
    Random random = new Random(13);
    int firstStaysFirst = 0;
    for (int i = 0; i < 1_000; i++) {
      Pool<Integer> pool = new Pool<>(2);
      pool.offer(1, 5, random);
      pool.offer(2, 5, random);
      firstStaysFirst += pool.release(5).getFirst() == 1 ? 1 : 0;
    }

    assertEquals(500, firstStaysFirst, 80);
  }

  /// M-2, LM-6: full at its bound; the newest is lost, the held ones stay.
  @Test
  void packetBeyondTheBoundIsNotTaken() {
    Random random = new Random(14);
    Pool<String> pool = new Pool<>(2);

    assertTrue(pool.offer("a", 1, random));
    assertTrue(pool.offer("b", 2, random));
    assertTrue(pool.isFull());
    assertFalse(pool.offer("c", 0, random));

    assertEquals(List.of("a", "b"), pool.release(9));
    assertEquals(OptionalLong.empty(), pool.nextReleaseNanos());
  }

  @Test
  void monotonicClockMayWrap() {
    Random random = new Random(15);
    Pool<String> pool = new Pool<>(2);
    pool.offer("after", Long.MIN_VALUE + 5, random);
    pool.offer("before", Long.MAX_VALUE - 5, random);

    assertEquals(List.of(), pool.release(Long.MAX_VALUE - 6));
    assertEquals(List.of("before"), pool.release(Long.MAX_VALUE));
    assertEquals(List.of("after"), pool.release(Long.MIN_VALUE + 5));
  }
}
