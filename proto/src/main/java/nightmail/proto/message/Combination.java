// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

/// Sums of multiples of shards over GF(2⁸), many sums at once.
///
/// Eight sums share one array of longs, a byte lane each. For an input and its eight coefficients a
/// table gives, for each value a byte can have, all eight products side by side; so one lookup
/// serves eight multiplications. The table is built from its eight powers of two, since products
/// distribute over XOR.
final class Combination {
  private static final int LANES = 8;

  private final int outputs;
  private final long[][] sums;
  private final long[] products = new long[256];

  /// Zero sums, `outputs` of them, `bytes` long each.
  Combination(int outputs, int bytes) {
    this.outputs = outputs;
    this.sums = new long[Math.ceilDiv(outputs, LANES)][bytes];
  }

  /// Adds `coefficients[r]` times `input` to sum r.
  void add(byte[] input, int[] coefficients) {
    for (int group = 0; group < sums.length; group++) {
      tabulate(coefficients, group * LANES);
      long[] sum = sums[group];
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= products[input[i] & 0xff];
      }
    }
  }

  /// Sum `r`; the caller owns it.
  byte[] sum(int r) {
    long[] lanes = sums[r / LANES];
    int shift = 8 * (r % LANES);
    byte[] sum = new byte[lanes.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (byte) (lanes[i] >>> shift);
    }
    return sum;
  }

  private void tabulate(int[] coefficients, int first) {
    for (int bit = 1; bit < products.length; bit <<= 1) {
      long lanes = 0;
      for (int lane = 0; lane < LANES && first + lane < outputs; lane++) {
        long product = GaloisField.multiply(coefficients[first + lane], bit);
        lanes |= product << (8 * lane);
      }
      products[bit] = lanes;
    }
    for (int value = 3; value < products.length; value++) {
      products[value] = products[value & (value - 1)] ^ products[Integer.lowestOneBit(value)];
    }
  }
}
