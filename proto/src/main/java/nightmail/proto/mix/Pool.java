// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/// Packets a relay holds until their release time (`docs/spec/mixing.md` M-2).
///
/// Ordered by release time; equal times leave in random order, so arrival order is not visible
/// outside. Holds at most `capacityPackets`; [#offer] answers `false` beyond that, and the packet
/// is lost as `pool_full`: the newest goes, because a flood must not push out what is already
/// mixing. Times are monotonic nanoseconds and may wrap.
///
/// Owned by the relay core thread.
public final class Pool<T> {
  private final int capacityPackets;
  private final PriorityQueue<Held<T>> held = new PriorityQueue<>();

  /// An empty pool.
  public Pool(int capacityPackets) {
    this.capacityPackets = capacityPackets;
  }

  /// Holds `packet` until `releaseNanos`; `false` if the pool is full.
  public boolean offer(T packet, long releaseNanos, RandomGenerator random) {
    return !isFull() && held.add(new Held<>(releaseNanos, random.nextLong(), packet));
  }

  /// Takes out all packets whose time has come by `nowNanos`, in order of release.
  public List<T> release(long nowNanos) {
    List<T> due = new ArrayList<>();
    for (Held<T> first = held.peek(); first != null; first = held.peek()) {
      if (first.releaseNanos - nowNanos > 0) {
        break;
      }
      due.add(first.packet);
      held.remove();
    }
    return due;
  }

  /// When the next packet leaves; empty if none is held.
  public OptionalLong nextReleaseNanos() {
    Held<T> first = held.peek();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.releaseNanos);
  }

  public int heldPackets() {
    return held.size();
  }

  public int capacityPackets() {
    return capacityPackets;
  }

  public boolean isFull() {
    return held.size() >= capacityPackets;
  }

  /// Forgets all packets, as at the end of the process.
  public void clear() {
    held.clear();
  }

  private record Held<T>(long releaseNanos, long tie, T packet) implements Comparable<Held<T>> {
    @Override
    public int compareTo(Held<T> other) {
      int byTime = Long.signum(releaseNanos - other.releaseNanos);
      return byTime != 0 ? byTime : Long.compare(tie, other.tie);
    }
  }
}
