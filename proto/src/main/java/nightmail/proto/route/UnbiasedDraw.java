// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.random.RandomGenerator;

/// Whole numbers below a bound, each equally likely, by rejection over 64-bit words (PS-12).
///
/// `RandomGenerator.nextLong(bound)` is not used: its algorithm is the generator's own, and one
/// seed must give one path on every platform.
final class UnbiasedDraw {
  private UnbiasedDraw() {}

  /// 0 up to `bound` − 1; `bound` at least 1. Takes one word on average less than twice.
  static long below(long bound, RandomGenerator random) {
    if (bound < 1) {
      throw new IllegalArgumentException("nothing to draw from");
    }
    if (bound == 1) {
      return 0;
    }
    int shift = Long.numberOfLeadingZeros(bound - 1);
    long drawn;
    do {
      drawn = random.nextLong() >>> shift;
    } while (drawn >= bound);
    return drawn;
  }

  static int index(int size, RandomGenerator random) {
    return (int) below(size, random);
  }
}
