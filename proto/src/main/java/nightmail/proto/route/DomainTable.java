// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.DomainHash;
import nightmail.proto.packet.RelayId;

/// Which relays are the exits of which domain, by domain hash.
///
/// Looked up here and never in DNS, which would name the recipient (PS-2).
///
/// Safe for any thread.
public final class DomainTable {
  private final Fixed32 networkId;
  private final NavigableMap<Fixed16, List<RelayId>> exits;

  private DomainTable(Fixed32 networkId, NavigableMap<Fixed16, List<RelayId>> exits) {
    this.networkId = networkId;
    this.exits = exits;
  }

  /// From the hashes that each relay serves.
  public static DomainTable of(
      Fixed32 networkId, NavigableMap<RelayId, NavigableSet<Fixed16>> served) {
    NavigableMap<Fixed16, List<RelayId>> exits = new TreeMap<>();
    for (Map.Entry<RelayId, NavigableSet<Fixed16>> relay : served.entrySet()) {
      for (Fixed16 hash : relay.getValue()) {
        exits.computeIfAbsent(hash, h -> new ArrayList<>()).add(relay.getKey());
      }
    }
    exits.replaceAll((hash, relays) -> List.copyOf(relays));
    return new DomainTable(networkId, exits);
  }

  /// Relays that serve `domain` (A-labels, either case), ascending, listed or not; empty if none.
  public List<RelayId> exitsFor(String domain) {
    return exits.getOrDefault(DomainHash.of(networkId, domain), List.of());
  }

  public int domains() {
    return exits.size();
  }

  /// The relays of this table, for tests and `explain`.
  NavigableSet<RelayId> relays() {
    NavigableSet<RelayId> all = new TreeSet<>();
    exits.values().forEach(all::addAll);
    return all;
  }
}
