// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Moments with independent exponential gaps: sender slots and loops (`docs/spec/mixing.md` M-6,
/// M-8).
///
/// @param meanNanos mean gap, above 0
public record PoissonMoments(double meanNanos) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_HOUR = 3.6e12;

  /// @throws IllegalArgumentException unless the mean is above 0 and finite
  public PoissonMoments {
    if (!(meanNanos > 0) || Double.isInfinite(meanNanos)) {
      throw new IllegalArgumentException("mean gap of " + meanNanos + " ns");
    }
  }

  /// Sender slots of a gateway in rate class 1, 2, 4 … 4,096.
  public static PoissonMoments slots(long classOneMeanMillis, int rateClass) {
    return new PoissonMoments((double) classOneMeanMillis * NANOS_PER_MILLI / rateClass);
  }

  /// Loops of a relay; empty for 0 an hour, where none are sent.
  public static Optional<PoissonMoments> loops(int perHour) {
    return perHour == 0
        ? Optional.empty()
        : Optional.of(new PoissonMoments(NANOS_PER_HOUR / perHour));
  }

  /// Nanoseconds from one moment to the next.
  public long nextGapNanos(RandomGenerator random) {
    return Delay.exponential(meanNanos, random);
  }
}
