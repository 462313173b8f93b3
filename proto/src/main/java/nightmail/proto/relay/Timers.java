// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.PriorityQueue;

/// What the core wants to do later, by time; equal times in the order they were asked for.
///
/// Owned by the relay core thread.
final class Timers {
  /// Handle of one timer.
  static final class Timer implements Comparable<Timer> {
    private final long atNanos;
    private final long sequence;
    private final Runnable action;
    private boolean cancelled;

    private Timer(long atNanos, long sequence, Runnable action) {
      this.atNanos = atNanos;
      this.sequence = sequence;
      this.action = action;
    }

    void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long sequence;

  Timer at(long atNanos, Runnable action) {
    Timer timer = new Timer(atNanos, sequence++, action);
    queue.add(timer);
    return timer;
  }

  /// Runs everything due at `nowNanos`, also what these actions add for no later than then.
  void run(long nowNanos) {
    for (Timer first = queue.peek();
        first != null && first.atNanos <= nowNanos;
        first = queue.peek()) {
      queue.remove();
      if (!first.cancelled) {
        first.action.run();
      }
    }
  }

  /// Time of the first live timer, or [Long#MAX_VALUE].
  long nextNanos() {
    for (Timer first = queue.peek(); first != null; first = queue.peek()) {
      if (!first.cancelled) {
        return first.atNanos;
      }
      queue.remove();
    }
    return Long.MAX_VALUE;
  }
}
