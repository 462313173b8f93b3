// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import java.util.Arrays;

/// Suspicion that somebody holds back everything but one packet (`docs/spec/mixing.md` M-11).
///
/// Raised by three losses in a row, or when fewer than nine in ten loops of the window came back;
/// the latter only from ten loops on, fewer cannot show such a ratio. Lowered when three in a row
/// come back; then the window starts anew. While it is raised, a gateway sends only loops and
/// polls.
///
/// The window is kept as 60 counters of a sixtieth each, so that its memory does not grow with
/// traffic; it moves a sixtieth at a time. Times are monotonic nanoseconds.
///
/// Owned by the relay core thread.
public final class LoopAlarm {
  private static final int IN_A_ROW = 3;
  private static final int MIN_LOOPS = 10;
  private static final double MIN_RATIO = 0.9;
  private static final int PARTS = 60;

  private final long partNanos;
  private final long[] cameBack = new long[PARTS];
  private final long[] failed = new long[PARTS];
  private long newestPart;
  private int backInARow;
  private int failedInARow;
  private boolean raised;

  /// A lowered alarm; production looks back an hour.
  ///
  /// @param windowNanos at least 60
  public LoopAlarm(long windowNanos, long nowNanos) {
    this.partNanos = windowNanos / PARTS;
    this.newestPart = Math.floorDiv(nowNanos, partNanos);
  }

  /// Whether loops are being lost.
  public boolean isRaised() {
    return raised;
  }

  /// Notes the end of one loop.
  public void ended(LoopEnding ending, long nowNanos) {
    moveTo(Math.floorDiv(nowNanos, partNanos));
    int part = (int) Math.floorMod(newestPart, (long) PARTS);
    if (ending.cameBack()) {
      cameBack[part]++;
      backInARow++;
      failedInARow = 0;
    } else {
      failed[part]++;
      failedInARow++;
      backInARow = 0;
    }
    decide();
  }

  private void decide() {
    if (raised && backInARow >= IN_A_ROW) {
      raised = false;
      Arrays.fill(cameBack, 0);
      Arrays.fill(failed, 0);
    } else if (!raised) {
      raised = failedInARow >= IN_A_ROW || tooFewCameBack();
    }
  }

  private boolean tooFewCameBack() {
    long back = Arrays.stream(cameBack).sum();
    long all = back + Arrays.stream(failed).sum();
    return all >= MIN_LOOPS && back < MIN_RATIO * all;
  }

  private void moveTo(long part) {
    long steps = Math.clamp(part - newestPart, 0, PARTS);
    for (long step = 1; step <= steps; step++) {
      int stale = (int) Math.floorMod(newestPart + step, (long) PARTS);
      cameBack[stale] = 0;
      failed[stale] = 0;
    }
    newestPart = Math.max(newestPart, part);
  }
}
