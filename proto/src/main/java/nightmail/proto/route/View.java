// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Topology;
import nightmail.proto.packet.RelayId;
import nightmail.proto.time.KeyEpochs;

/// The network as one accepted consensus shows it: relays, keys, domains, rules.
///
/// Made by acceptance from signed documents; every node of an epoch holds the same one.
///
/// Safe for any thread.
public final class View {
  private final ViewHeader header;
  private final List<RelayEntry> relays;
  private final KeyTable keys;
  private final DomainTable domains;
  private final NavigableSet<RelayPair> broken;

  private View(
      ViewHeader header,
      List<RelayEntry> relays,
      KeyTable keys,
      DomainTable domains,
      NavigableSet<RelayPair> broken) {
    this.header = header;
    this.relays = relays;
    this.keys = keys;
    this.domains = domains;
    this.broken = broken;
  }

  /// @throws IllegalArgumentException unless `relays` ascend by id
  public static View of(
      ViewHeader header,
      List<RelayEntry> relays,
      KeyTable keys,
      DomainTable domains,
      NavigableSet<RelayPair> broken) {
    for (int i = 1; i < relays.size(); i++) {
      if (relays.get(i - 1).id().compareTo(relays.get(i).id()) >= 0) {
        throw new IllegalArgumentException("relays must ascend by id");
      }
    }
    return new View(header, List.copyOf(relays), keys, domains, new TreeSet<>(broken));
  }

  public ViewHeader header() {
    return header;
  }

  public long epoch() {
    return header.epoch();
  }

  public Instant validAfter() {
    return header.validAfter();
  }

  public Instant freshUntil() {
    return header.freshUntil();
  }

  public Instant validUntil() {
    return header.validUntil();
  }

  /// Past this no packet is made by this view.
  public Instant staleUntil() {
    return header.staleUntil();
  }

  public KeyEpochs keyEpochs() {
    return header.keyEpochs();
  }

  public Parameters parameters() {
    return header.parameters();
  }

  public Topology topology() {
    return header.topology();
  }

  public Fixed32 networkId() {
    return header.networkId();
  }

  /// SHA-256 of the consensus: two views with one digest are one view.
  public Fixed32 digest() {
    return header.digest();
  }

  /// All listed relays, ascending by id.
  public List<RelayEntry> relays() {
    return relays;
  }

  public Optional<RelayEntry> relay(RelayId id) {
    int low = 0;
    int high = relays.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = relays.get(middle).id().compareTo(id);
      if (order == 0) {
        return Optional.of(relays.get(middle));
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return Optional.empty();
  }

  public boolean lists(RelayId id) {
    return relay(id).isPresent();
  }

  public Optional<RelayKey> key(RelayId relay, long keyEpoch) {
    return keys.key(relay, keyEpoch);
  }

  /// Whether the key table of that key epoch is here; the next one is fetched later (AC-16).
  public boolean hasKeysOf(long keyEpoch) {
    return keys.has(keyEpoch);
  }

  /// Whether the domain table names `domain` (A-labels, either case).
  public boolean serves(String domain) {
    return !domains.exitsFor(domain).isEmpty();
  }

  /// Listed relays that serve `domain`, ascending; empty if none is listed.
  public List<RelayEntry> exitsFor(String domain) {
    List<RelayEntry> listed = new ArrayList<>();
    domains.exitsFor(domain).forEach(id -> relay(id).ifPresent(listed::add));
    return List.copyOf(listed);
  }

  /// Whether the authorities found the link from one to the other broken.
  public boolean isBroken(RelayId from, RelayId to) {
    return broken.contains(new RelayPair(from, to));
  }
}
