// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.engine;

import java.time.Instant;
import java.util.PriorityQueue;
import nightmail.proto.time.Now;

/// The only clock and the only queue of a simulation: things happen in order of time, at equal
/// times in the order they were asked for.
///
/// A simulation has one thread, which owns this. Time is in nanoseconds since the start; running
/// out of them is an error.
public final class VirtualTime {
  private record Moment(long nanos, long sequence, Runnable action) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final Instant start;
  private final PriorityQueue<Moment> queue = new PriorityQueue<>();
  private long nanos;
  private long sequence;

  /// @param start wall time of nanosecond 0
  public VirtualTime(Instant start) {
    this.start = start;
  }

  public long nanos() {
    return nanos;
  }

  public Now now() {
    return new Now(start.plusNanos(nanos), nanos);
  }

  /// Does `action` at `atNanos`, or now if that has passed.
  public void at(long atNanos, Runnable action) {
    queue.add(new Moment(Math.max(atNanos, nanos), sequence++, action));
  }

  public void after(long delayNanos, Runnable action) {
    at(Math.addExact(nanos, delayNanos), action);
  }

  /// Lets the next thing happen; `false` if nothing is left, or nothing before `endNanos`.
  public boolean step(long endNanos) {
    Moment next = queue.peek();
    if (next == null || next.nanos() > endNanos) {
      return false;
    }
    queue.remove();
    nanos = next.nanos();
    next.action().run();
    return true;
  }
}
