// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.packet.RelayId;

/// The mix keys of all relays, by key epoch.
///
/// Safe for any thread.
public final class KeyTable {
  private final NavigableMap<Long, NavigableMap<RelayId, RelayKey>> keys;

  private KeyTable(NavigableMap<Long, NavigableMap<RelayId, RelayKey>> keys) {
    this.keys = keys;
  }

  /// Copies the outer map; the inner ones must not change any more.
  public static KeyTable of(NavigableMap<Long, NavigableMap<RelayId, RelayKey>> keys) {
    return new KeyTable(new TreeMap<>(keys));
  }

  public Optional<RelayKey> key(RelayId relay, long keyEpoch) {
    NavigableMap<RelayId, RelayKey> table = keys.get(keyEpoch);
    return table == null ? Optional.empty() : Optional.ofNullable(table.get(relay));
  }

  /// Whether the table of that key epoch is loaded at all.
  public boolean has(long keyEpoch) {
    return keys.containsKey(keyEpoch);
  }
}
