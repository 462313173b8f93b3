// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.util.Arrays;

/// Median and quartiles of many samples.
record Spread(double low, double median, double high) {
  /// Of at least one sample; the array stays as it is.
  static Spread of(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted[sorted.length / 4], sorted[sorted.length / 2], sorted[sorted.length * 3 / 4]);
  }
}
