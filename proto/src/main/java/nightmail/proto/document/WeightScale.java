// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

/// Weights on a scale of eighths of an octave (WT-5): field 0 is weight 0, field 8b + j + 1 is ⌊2^b
/// · 2^(j/8)⌋ KiB/s.
///
/// Coarse, so that a consensus changes little from hour to hour.
public final class WeightScale {
  public static final int MAX_FIELD = 200;

  /// ⌊2^(16 + j/8)⌋ rounded; part of the format.
  private static final long[] STEPS = {
    65_536, 71_467, 77_935, 84_989, 92_681, 101_070, 110_217, 120_193
  };

  private WeightScale() {}

  /// The largest field whose value is not above `weight`; weights of 2²⁵ and more are the last
  /// field.
  public static int field(long weight) {
    if (weight <= 0) {
      return 0;
    }
    if (weight >= 1L << 25) {
      return MAX_FIELD;
    }
    int octave = 63 - Long.numberOfLeadingZeros(weight);
    int step = STEPS.length - 1;
    while (STEPS[step] << octave > weight << 16) {
      step--;
    }
    return 8 * octave + step + 1;
  }

  /// KiB/s of a field of 0 to 200.
  public static long value(int field) {
    if (field == 0) {
      return 0;
    }
    int octave = (field - 1) / 8;
    return STEPS[(field - 1) % 8] << octave >> 16;
  }
}
