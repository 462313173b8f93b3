// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import nightmail.proto.packet.RelayId;

/// The loops a node has on their way, and how earlier ones ended (`docs/spec/mixing.md` M-10).
///
/// A loop is due at its predicted return plus a slack; not back by then, it is lost. Holds at most
/// `capacityLoops`; beyond that [#sent] answers `false` and the loop goes uncounted. Times are
/// monotonic nanoseconds.
///
/// Owned by the relay core thread.
///
/// @param <I> the id a loop comes back under
public final class LoopLedger<I> {
  /// Later than this after its prediction, a returned loop is late.
  public static final long LATE_NANOS = 10_000_000_000L;

  private final int capacityLoops;
  private final Map<I, Loop<I>> onTheirWay = new LinkedHashMap<>();
  private final PriorityQueue<Loop<I>> byDueTime = new PriorityQueue<>();
  private final SortedMap<RelayId, LoopTally> byRelay = new TreeMap<>();
  private LoopTally total = LoopTally.NONE;

  /// No loops yet.
  public LoopLedger(int capacityLoops) {
    this.capacityLoops = capacityLoops;
  }

  /// One loop's end.
  public record Ended(List<RelayId> path, LoopEnding ending) {
    public Ended {
      path = List.copyOf(path);
    }
  }

  /// Notes a loop over `path`; `false` if the ledger is full or the id is in use.
  public boolean sent(I id, List<RelayId> path, long predictedNanos, long slackNanos) {
    if (byDueTime.size() >= capacityLoops || onTheirWay.containsKey(id)) {
      return false;
    }
    Loop<I> loop = new Loop<>(id, List.copyOf(path), predictedNanos, predictedNanos + slackNanos);
    onTheirWay.put(id, loop);
    return byDueTime.add(loop);
  }

  /// Whether a loop of this id is on its way (U-13).
  public boolean knows(I id) {
    return onTheirWay.containsKey(id);
  }

  /// Notes that a loop came back whole; empty if none of this id is on its way.
  public Optional<Ended> returned(I id, long nowNanos) {
    Loop<I> loop = onTheirWay.get(id);
    return loop == null ? Optional.empty() : Optional.of(end(loop, loop.endingAt(nowNanos)));
  }

  /// Notes that a loop came back with a broken body; empty if none of this id is on its way.
  public Optional<Ended> tampered(I id) {
    Loop<I> loop = onTheirWay.get(id);
    return loop == null ? Optional.empty() : Optional.of(end(loop, LoopEnding.TAMPERED));
  }

  /// Ends all loops that are past their due time as lost.
  public List<Ended> expire(long nowNanos) {
    List<Ended> lost = new ArrayList<>();
    for (Loop<I> first = byDueTime.peek(); first != null; first = byDueTime.peek()) {
      if (first.dueNanos - nowNanos >= 0) {
        break;
      }
      byDueTime.remove();
      if (onTheirWay.remove(first.id, first)) {
        lost.add(end(first, LoopEnding.LOST));
      }
    }
    return lost;
  }

  /// All loops ended since the start or the last [#takeTallies].
  public LoopTally total() {
    return total;
  }

  /// Ended loops by each relay on their path, for a report of one key epoch; counting starts anew.
  public SortedMap<RelayId, LoopTally> takeTallies() {
    SortedMap<RelayId, LoopTally> taken = new TreeMap<>(byRelay);
    byRelay.clear();
    total = LoopTally.NONE;
    return taken;
  }

  public int loopsOnTheirWay() {
    return onTheirWay.size();
  }

  private Ended end(Loop<I> loop, LoopEnding ending) {
    onTheirWay.remove(loop.id);
    total = total.plus(ending);
    for (RelayId relay : loop.path) {
      byRelay.merge(relay, LoopTally.NONE.plus(ending), (before, _) -> before.plus(ending));
    }
    return new Ended(loop.path, ending);
  }

  private record Loop<I>(I id, List<RelayId> path, long predictedNanos, long dueNanos)
      implements Comparable<Loop<I>> {
    LoopEnding endingAt(long nowNanos) {
      if (nowNanos - dueNanos > 0) {
        return LoopEnding.LOST;
      }
      return nowNanos - predictedNanos > LATE_NANOS ? LoopEnding.LATE : LoopEnding.RETURNED;
    }

    @Override
    public int compareTo(Loop<I> other) {
      return Long.signum(dueNanos - other.dueNanos);
    }
  }
}
