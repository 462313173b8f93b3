// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

/// Packets a peer may still send (L-7): filled with `ratePerSecond` up to `burst`.
///
/// [#take] may bring it below empty: frames already read cannot be given back, so they are owed.
/// Times are monotonic nanoseconds.
///
/// Owned by the event loop of its link.
final class RateBucket {
  private static final double NANOS = 1e9;

  private double ratePerSecond;
  private double burst;
  private double level;
  private long updatedNanos;

  RateBucket(double ratePerSecond, double burst, long nowNanos) {
    this.ratePerSecond = ratePerSecond;
    this.burst = burst;
    level = burst;
    updatedNanos = nowNanos;
  }

  /// New figures, from a new consensus.
  void figures(double newRatePerSecond, double newBurst, long nowNanos) {
    refill(nowNanos);
    ratePerSecond = newRatePerSecond;
    burst = newBurst;
  }

  void take(long nowNanos) {
    refill(nowNanos);
    level -= 1;
  }

  /// Nanoseconds until one more packet fits; 0 if it fits now.
  long waitNanos(long nowNanos) {
    refill(nowNanos);
    return level >= 1 ? 0 : (long) Math.ceil((1 - level) / ratePerSecond * NANOS);
  }

  /// As of the last call with a time.
  boolean isQuarterFull() {
    return level >= burst / 4;
  }

  private void refill(long nowNanos) {
    long passed = Math.max(0, nowNanos - updatedNanos);
    level = Math.min(burst, level + passed / NANOS * ratePerSecond);
    updatedNanos = nowNanos;
  }
}
