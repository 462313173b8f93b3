// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.util.EnumMap;
import java.util.Map;
import nightmail.proto.packet.DropReason;

/// Drops of all relays by reason.
///
/// Owned by the simulation's thread.
public final class Drops {
  private final Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);

  void count(DropReason reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  public long of(DropReason reason) {
    return counts.getOrDefault(reason, 0L);
  }

  public Map<DropReason, Long> all() {
    return new EnumMap<>(counts.isEmpty() ? new EnumMap<>(DropReason.class) : counts);
  }
}
