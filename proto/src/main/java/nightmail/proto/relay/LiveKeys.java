// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.ReplayTable;
import nightmail.proto.time.KeyEpochs;
import org.jspecify.annotations.Nullable;

/// The mix keys of this relay, by key epoch (`docs/spec/packet.md` U-3).
///
/// Owned by the relay core thread.
final class LiveKeys {
  /// A usable key, or why there is none.
  sealed interface Choice {
    record Found(LiveKey key) implements Choice {}

    record Missing(DropReason reason) implements Choice {}
  }

  private final TreeMap<Long, LiveKey> keys = new TreeMap<>();

  /// A higher generation of an epoch takes the place of a lower one.
  void add(MixKey key, ReplayTable table) {
    keys.put(key.keyEpoch(), new LiveKey(key, table));
  }

  void remove(long keyEpoch, int generation) {
    keys.computeIfPresent(
        keyEpoch, (e, live) -> live.key().generation() == generation ? null : live);
  }

  /// The one key whose epoch has these low 8 bits and is accepted at `now`.
  Choice choose(int hint, KeyEpochs epochs, Instant now) {
    LiveKey live = withHint(hint, epochs, now);
    if (live != null) {
      return live.table().isFull()
          ? new Choice.Missing(DropReason.REPLAY_FULL)
          : new Choice.Found(live);
    }
    return new Choice.Missing(
        isEarly(hint, epochs, now) ? DropReason.KEY_EARLY : DropReason.KEY_LATE);
  }

  Optional<LiveKey> of(long keyEpoch) {
    return Optional.ofNullable(keys.get(keyEpoch));
  }

  private @Nullable LiveKey withHint(int hint, KeyEpochs epochs, Instant now) {
    for (LiveKey live : keys.values()) {
      long keyEpoch = live.key().keyEpoch();
      if ((keyEpoch & 0xff) == hint && epochs.accepts(keyEpoch, now)) {
        return live;
      }
    }
    return null;
  }

  /// Only the next epoch's key before its time is early; any other is late (D-1).
  private static boolean isEarly(int hint, KeyEpochs epochs, Instant now) {
    long next = epochs.at(now) + 1;
    return (next & 0xff) == hint && now.isBefore(epochs.acceptFrom(next));
  }
}
