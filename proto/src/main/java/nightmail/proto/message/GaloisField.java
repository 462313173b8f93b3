// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

/// Arithmetic in GF(2⁸) with the polynomial x⁸ + x⁴ + x³ + x² + 1 (0x11D), whose element 2
/// generates all others.
///
/// Products come from tables of powers and logarithms. Nothing secret is multiplied here, so the
/// tables may be seen through the cache. Safe for any thread.
final class GaloisField {
  static final int POLYNOMIAL = 0x11d;

  private static final int ORDER = 255;
  private static final int[] POWER = new int[2 * ORDER];
  private static final int[] LOG = new int[ORDER + 1];

  static {
    int element = 1;
    for (int exponent = 0; exponent < ORDER; exponent++) {
      POWER[exponent] = element;
      POWER[exponent + ORDER] = element;
      LOG[element] = exponent;
      element <<= 1;
      element ^= element > ORDER ? POLYNOMIAL : 0;
    }
  }

  private GaloisField() {}

  static int multiply(int a, int b) {
    return a == 0 || b == 0 ? 0 : POWER[LOG[a] + LOG[b]];
  }

  /// 1 / a, for a in 1…255.
  static int inverse(int a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse");
    }
    return POWER[ORDER - LOG[a]];
  }

  /// The inverse of a square matrix that has one, by Gauss and Jordan; `matrix` is used up.
  static int[][] inverse(int[][] matrix) {
    int size = matrix.length;
    int[][] inverse = new int[size][size];
    for (int i = 0; i < size; i++) {
      inverse[i][i] = 1;
    }
    for (int column = 0; column < size; column++) {
      bringPivot(matrix, inverse, column);
      int factor = inverse(matrix[column][column]);
      scale(matrix[column], factor);
      scale(inverse[column], factor);
      for (int row = 0; row < size; row++) {
        int times = matrix[row][column];
        if (row != column && times != 0) {
          addMultiple(matrix[row], matrix[column], times);
          addMultiple(inverse[row], inverse[column], times);
        }
      }
    }
    return inverse;
  }

  private static void bringPivot(int[][] matrix, int[][] inverse, int column) {
    int row = column;
    while (matrix[row][column] == 0) {
      row++;
    }
    swap(matrix, row, column);
    swap(inverse, row, column);
  }

  private static void swap(int[][] rows, int a, int b) {
    int[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }

  private static void scale(int[] row, int factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] = multiply(row[i], factor);
    }
  }

  private static void addMultiple(int[] target, int[] source, int times) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= multiply(source[i], times);
    }
  }
}
