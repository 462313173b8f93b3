// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.RelayEntry;
import nightmail.proto.route.View;

/// Who may have links with us, and what HELLO says about the network.
///
/// @param epoch and `digest` of the consensus it comes from
/// @param ratePerSecond packets/s a peer may send (L-7), and `burstPackets` at once
/// @param relays all listed relays, we included if we are listed
///
///   Safe for any thread.
record LinkMap(
    Fixed32 networkId,
    long epoch,
    Fixed32 digest,
    Fixed32 geometryDigest,
    double ratePerSecond,
    int burstPackets,
    SortedMap<RelayId, Peer> relays,
    Set<Fixed32> pins) {
  private static final Fixed32 ZERO = Fixed32.of(new byte[Fixed32.BYTES]);

  /// Before there is a consensus: nobody is known, so everybody is a stranger (L-12).
  static final LinkMap EMPTY = LinkMap.of(ZERO, 0, ZERO, ZERO, 1, 1, Collections.emptySortedMap());

  /// A relay as links see it.
  ///
  /// @param addresses to try in turn
  /// @param pin SHA-256 of its link key (L-3)
  record Peer(RelayId id, List<InetSocketAddress> addresses, Fixed32 pin) {
    Peer {
      addresses = List.copyOf(addresses);
    }
  }

  static LinkMap of(
      Fixed32 networkId,
      long epoch,
      Fixed32 digest,
      Fixed32 geometryDigest,
      double ratePerSecond,
      int burstPackets,
      SortedMap<RelayId, Peer> relays) {
    Set<Fixed32> pins = new HashSet<>();
    relays.values().forEach(peer -> pins.add(peer.pin()));
    pins.remove(ZERO);
    return new LinkMap(
        networkId,
        epoch,
        digest,
        geometryDigest,
        ratePerSecond,
        burstPackets,
        Collections.unmodifiableSortedMap(new TreeMap<>(relays)),
        Collections.unmodifiableSet(pins));
  }

  /// What a relay with a pool of `poolMaxPackets` makes of an accepted consensus.
  static LinkMap of(View view, int poolMaxPackets) {
    SortedMap<RelayId, Peer> relays = new TreeMap<>();
    for (RelayEntry entry : view.relays()) {
      relays.put(entry.id(), new Peer(entry.id(), sockets(entry.addresses()), entry.linkPin()));
    }
    double meanSeconds = view.parameters().meanDelayMillis() / 1_000.0;
    double share = 2.0 * poolMaxPackets / (meanSeconds * Math.max(1, relays.size() - 1));
    return of(
        view.networkId(),
        view.epoch(),
        view.digest(),
        Geometry.digest(),
        Math.max((double) view.parameters().value(Parameter.LINK_RATE), share),
        view.parameters().count(Parameter.LINK_BURST),
        relays);
  }

  private static List<InetSocketAddress> sockets(List<RelayAddress> addresses) {
    return addresses.stream().map(LinkMap::socket).toList();
  }

  private static InetSocketAddress socket(RelayAddress address) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address.ip()), address.port());
    } catch (UnknownHostException never) {
      throw new IllegalStateException("an address has 4 or 16 bytes", never);
    }
  }

  /// Never the all-zero pin, which says that the key table does not name the relay.
  boolean knowsPin(Fixed32 pin) {
    return pins.contains(pin);
  }

  boolean lists(RelayId id) {
    return relays.containsKey(id);
  }

  /// Whether `pin` is the listed key of `id`.
  boolean matches(RelayId id, Fixed32 pin) {
    Peer peer = relays.get(id);
    return peer != null && peer.pin().equals(pin);
  }
}
