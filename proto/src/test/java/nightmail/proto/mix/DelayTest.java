// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DelayTest {
  private static RandomGenerator fixed(Long... values) {
    Iterator<Long> left = List.of(values).iterator();
    return left::next;
  }

  /// M-1: ⌊−mean · ln U⌋ with U = 2⁻⁵³ at the least and 1 at the most.
  @Test
  void extremesOfTheUniformDrawGiveTheExtremesOfTheDelay() {
    assertEquals(0, Delay.sample(120_000, 3_315_720, fixed(-1L)));
    assertEquals(36, Delay.exponential(1.0, fixed(0L)));
    assertEquals(83_177, Delay.sample(120_000, 3_315_720, fixed((1L << 63) - (1L << 11))));
  }

  /// M-1: drawn again above the cap, not clamped.
  @Test
  void drawAboveTheCapIsDrawnAgain() {
    assertEquals(0, Delay.sample(1_000, 27_631, fixed(0L, 0L, -1L)));
  }

  /// M-1: mean, and quantiles 1 % to 99.9 %, of 200,000 draws.
  @Test
  void drawsAreExponential() {
    Random random = new Random(12);
    int draws = 200_000;
    long[] delays = new long[draws];
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      delays[i] = Delay.sample(120_000, 3_315_720, random);
      sum += delays[i];
    }
    Arrays.sort(delays);

    assertEquals(120_000, sum / draws, 1_500);
    for (double q : new double[] {0.01, 0.25, 0.5, 0.9, 0.99, 0.999}) {
      double wanted = -120_000 * Math.log(1 - q);
      double spread = 5 * 120_000 * Math.sqrt(q / ((1 - q) * draws));
      assertEquals(wanted, (double) delays[(int) (q * draws)], spread + 1);
    }
  }

  @Test
  void meanOfZeroNeverWaits() {
    assertEquals(0, Delay.sample(0, 0, fixed(0L)));
  }

  @Test
  void capBelowTheMeanIsABug() {
    assertThrows(IllegalArgumentException.class, () -> Delay.sample(10, 9, new Random(1)));
  }

  /// A27, U-8: 0, cap − 1 and cap pass; cap + 1 and 2³² − 1 do not.
  @Test
  void delayAboveTheCapIsNotObeyed() {
    assertTrue(Delay.isAllowed(0, 13_815));
    assertTrue(Delay.isAllowed(13_814, 13_815));
    assertTrue(Delay.isAllowed(13_815, 13_815));
    assertFalse(Delay.isAllowed(13_816, 13_815));
    assertFalse(Delay.isAllowed((1L << 32) - 1, 13_815));
  }
}
