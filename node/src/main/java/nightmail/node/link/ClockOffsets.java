// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import nightmail.proto.packet.RelayId;

/// How far the clocks of peers are from ours, in seconds, as their last HELLO said (L-8).
///
/// Safe for any thread.
final class ClockOffsets {
  private static final int ENOUGH_PEERS = 3;

  private final Map<RelayId, Long> seconds = new ConcurrentHashMap<>();

  void note(RelayId peer, long peerMinusOwnSeconds) {
    seconds.put(peer, peerMinusOwnSeconds);
  }

  void keepOnly(LinkMap map) {
    seconds.keySet().removeIf(id -> !map.relays().containsKey(id));
  }

  /// The lower median; empty below three peers, who could be wrong together.
  OptionalLong medianSeconds() {
    long[] sorted = seconds.values().stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length < ENOUGH_PEERS
        ? OptionalLong.empty()
        : OptionalLong.of(sorted[(sorted.length - 1) / 2]);
  }
}
