// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightmail.proto.message.Token;
import nightmail.proto.packet.Geometry;

/// The SURBs an exit holds for its answers (S-4, LM-3).
///
/// At most eight for a token and `capacityBytes` in all; beyond either bound the oldest goes.
///
/// Owned by the relay core thread.
final class HeldSurbs {
  private static final int PER_TOKEN = 8;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record HeldSurb(byte[] surb, long untilNanos) {}

  private final Map<Token, Deque<HeldSurb>> held = new LinkedHashMap<>();
  private final long capacityBytes;
  private long surbs;

  HeldSurbs(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  void keep(Token token, List<byte[]> arrived, long untilNanos) {
    for (byte[] surb : arrived) {
      Deque<HeldSurb> mine = held.computeIfAbsent(token, t -> new ArrayDeque<>());
      if (mine.size() == PER_TOKEN) {
        mine.removeFirst();
        surbs--;
      }
      mine.addLast(new HeldSurb(surb, untilNanos));
      surbs++;
      shrink();
    }
  }

  private void shrink() {
    while (surbs * Geometry.SURB_BYTES > capacityBytes) {
      drop(held.keySet().iterator().next());
    }
  }

  /// The oldest that may still be used, as its maker wrote it; it is gone from here then.
  Optional<byte[]> take(Token token, long nowNanos) {
    Deque<HeldSurb> mine = held.get(token);
    Optional<byte[]> found = Optional.empty();
    while (mine != null && found.isEmpty() && !mine.isEmpty()) {
      HeldSurb oldest = mine.removeFirst();
      surbs--;
      if (oldest.untilNanos() > nowNanos) {
        found = Optional.of(oldest.surb());
      }
    }
    if (mine != null && mine.isEmpty()) {
      held.remove(token);
    }
    return found;
  }

  void drop(Token token) {
    Deque<HeldSurb> mine = held.remove(token);
    surbs -= mine == null ? 0 : mine.size();
  }

  /// Drops what may no longer be used; a token's SURBs lie in the order of their time.
  void expire(long nowNanos) {
    held.values()
        .removeIf(
            mine -> {
              while (!mine.isEmpty() && mine.getFirst().untilNanos() <= nowNanos) {
                mine.removeFirst();
                surbs--;
              }
              return mine.isEmpty();
            });
  }

  long surbs() {
    return surbs;
  }
}
