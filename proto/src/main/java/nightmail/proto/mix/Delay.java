// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import java.util.random.RandomGenerator;

/// Exponential draws: how long a hop holds a packet (`docs/spec/mixing.md` M-1).
///
/// A draw is ⌊−mean · ln U⌋ with U uniform in (0, 1] from 53 bits. A draw above the cap is thrown
/// away and drawn again, not clamped: a clamp would pile packets up at the cap. The cap is the 1 −
/// 10⁻¹² quantile, so that this happens to nobody. Uniform delays are easier to look at and much
/// worse at mixing.
public final class Delay {
  private static final double UNIT = 0x1p-53;

  private Delay() {}

  /// Milliseconds in 0…`capMillis`; always 0 for mean 0.
  ///
  /// @throws IllegalArgumentException if the mean is negative or above the cap
  public static long sample(long meanMillis, long capMillis, RandomGenerator random) {
    if (meanMillis < 0 || meanMillis > capMillis) {
      throw new IllegalArgumentException("mean " + meanMillis + " cap " + capMillis);
    }
    long delayMillis;
    do {
      delayMillis = exponential((double) meanMillis, random);
    } while (delayMillis > capMillis);
    return delayMillis;
  }

  /// A draw without a cap, in whole units of `mean`; at most 36.8 times the mean.
  public static long exponential(double mean, RandomGenerator random) {
    double uniform = ((random.nextLong() >>> 11) + 1) * UNIT;
    return (long) Math.floor(-mean * StrictMath.log(uniform));
  }

  /// Whether a relay obeys this delay of a packet (U-8); above the cap it drops the packet.
  public static boolean isAllowed(long delayMillis, long capMillis) {
    return delayMillis >= 0 && delayMillis <= capMillis;
  }
}
