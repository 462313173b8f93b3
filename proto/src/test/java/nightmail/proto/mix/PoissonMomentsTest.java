// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PoissonMomentsTest {
  private static double meanNanos(PoissonMoments moments) {
    Random random = new Random(16);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += moments.nextGapNanos(random);
    }
    return sum / 100_000;
  }

  /// M-6, M-7: class 1 has a slot each 10 s, class 4,096 has 409.6 a second.
  @Test
  void slotsComeAtTheRateOfTheirClass() {
    assertEquals(10e9, meanNanos(PoissonMoments.slots(10_000, 1)), 0.15e9);
    assertEquals(1e9 / 409.6, meanNanos(PoissonMoments.slots(10_000, 4_096)), 4e4);
  }

  /// M-8: two loops a minute, or none at all.
  @Test
  void loopsComeTwiceAMinute() {
    assertEquals(30e9, meanNanos(PoissonMoments.loops(120).orElseThrow()), 0.5e9);
    assertTrue(PoissonMoments.loops(0).isEmpty());
  }

  @Test
  void meanGapIsAboveZero() {
    assertThrows(IllegalArgumentException.class, () -> new PoissonMoments(0));
    assertThrows(IllegalArgumentException.class, () -> new PoissonMoments(Double.NaN));
  }
}
