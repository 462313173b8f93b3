// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.authority.AuthorityEffect.StoredObject;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DomainHash;
import nightmail.proto.document.DomainPart;
import nightmail.proto.document.KeyPart;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.document.TablePart;
import nightmail.proto.document.TablePart.Table;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;

/// Key and domain tables as a base and supplements of what changed (FN-12, FN-13).
///
/// Owned by one run of the consensus function.
final class PartWriter {
  /// More supplements than this make a new base.
  private static final int MOST_PARTS = 64;

  private final Ballot ballot;
  private final List<TablePart> parts = new ArrayList<>();
  private final List<StoredObject> objects = new ArrayList<>();
  private final NavigableMap<Long, NavigableMap<RelayId, KeyPart.Entry>> keys = new TreeMap<>();
  private final NavigableMap<RelayId, DomainPart.Entry> domains = new TreeMap<>();

  PartWriter(Ballot ballot) {
    this.ballot = ballot;
  }

  /// All parts that the consensus names, old and new.
  List<TablePart> parts() {
    return parts;
  }

  /// The new ones.
  List<StoredObject> objects() {
    return objects;
  }

  NavigableMap<Long, NavigableMap<RelayId, KeyPart.Entry>> keys() {
    return keys;
  }

  NavigableMap<RelayId, DomainPart.Entry> domains() {
    return domains;
  }

  /// The key table of `keyEpoch` for the listed relays.
  void writeKeys(long keyEpoch, List<Candidate> listed) {
    NavigableMap<RelayId, KeyPart.Entry> wanted = new TreeMap<>();
    for (Candidate candidate : listed) {
      Descriptor descriptor = candidate.descriptor();
      descriptor.key(keyEpoch).ifPresent(k -> wanted.put(candidate.id(), entry(descriptor, k)));
    }
    NavigableMap<RelayId, KeyPart.Entry> before =
        ballot.previous().map(p -> p.keysOf(keyEpoch)).orElseGet(TreeMap::new);
    List<KeyPart.Entry> changed =
        wanted.values().stream().filter(e -> !e.equals(before.get(e.relay()))).toList();
    List<TablePart> old = oldParts(Table.KEYS, keyEpoch);
    NavigableMap<RelayId, KeyPart.Entry> whole = new TreeMap<>(before);
    whole.putAll(wanted);
    if (old.isEmpty() || (old.size() >= MOST_PARTS && !changed.isEmpty())) {
      whole = wanted;
      add(
          Table.KEYS,
          keyEpoch,
          0,
          wanted.size(),
          new KeyPart(keyEpoch, List.copyOf(wanted.values())).encode());
    } else {
      parts.addAll(old);
      add(
          Table.KEYS,
          keyEpoch,
          old.size(),
          changed.size(),
          new KeyPart(keyEpoch, changed).encode());
    }
    if (!whole.isEmpty()) {
      keys.put(keyEpoch, whole);
    }
  }

  private static KeyPart.Entry entry(Descriptor descriptor, PublishedKey key) {
    return new KeyPart.Entry(
        descriptor.relayId(), key.generation(), descriptor.linkPin(), key.key());
  }

  /// The domain table: relays of `listed`, and unlisted ones for a while, so that mail to them
  /// waits instead of leaving the overlay.
  void writeDomains(List<Candidate> listed) {
    NavigableMap<RelayId, DomainPart.Entry> before =
        ballot.previous().map(PreviousConsensus::domains).orElseGet(TreeMap::new);
    NavigableMap<RelayId, DomainPart.Entry> wanted = new TreeMap<>();
    before.values().stream()
        .map(this::unlisted)
        .filter(this::lingers)
        .forEach(e -> wanted.put(e.relay(), e));
    for (Candidate candidate : listed) {
      List<Fixed16> hashes =
          candidate.domains().stream().map(d -> DomainHash.of(ballot.networkId(), d)).toList();
      wanted.remove(candidate.id());
      if (!hashes.isEmpty() || before.containsKey(candidate.id())) {
        wanted.put(candidate.id(), new DomainPart.Entry(candidate.id(), hashes, 0));
      }
    }
    List<DomainPart.Entry> changed =
        wanted.values().stream().filter(e -> !e.equals(before.get(e.relay()))).toList();
    List<TablePart> old = oldParts(Table.DOMAINS, 0);
    if (old.isEmpty() || ballot.isFirstOfKeyEpoch() || old.size() >= MOST_PARTS) {
      wanted.values().removeIf(e -> e.hashes().isEmpty());
      add(
          Table.DOMAINS,
          0,
          0,
          wanted.size(),
          new DomainPart(List.copyOf(wanted.values())).encode());
      domains.putAll(wanted);
    } else {
      parts.addAll(old);
      add(Table.DOMAINS, 0, old.size(), changed.size(), new DomainPart(changed).encode());
      domains.putAll(before);
      domains.putAll(wanted);
    }
  }

  private DomainPart.Entry unlisted(DomainPart.Entry entry) {
    return entry.lastEpoch() != 0
        ? entry
        : new DomainPart.Entry(entry.relay(), entry.hashes(), ballot.epoch() - 1);
  }

  private boolean lingers(DomainPart.Entry entry) {
    Duration linger = ballot.parameters().duration(Parameter.DOMAINS_LINGER_S);
    Duration gone = ballot.root().epochLength().multipliedBy(ballot.epoch() - entry.lastEpoch());
    return gone.compareTo(linger) <= 0;
  }

  private List<TablePart> oldParts(Table table, long keyEpoch) {
    Optional<PreviousConsensus> previous = ballot.previous();
    return previous.isEmpty()
        ? List.of()
        : previous.get().consensus().parts().stream()
            .filter(p -> p.table() == table && p.keyEpoch() == keyEpoch)
            .toList();
  }

  private void add(Table table, long keyEpoch, int seq, int entries, byte[] bytes) {
    if (entries > 0) {
      Fixed32 digest = Sha256.of(bytes);
      parts.add(new TablePart(table, keyEpoch, seq, digest, bytes.length, entries));
      objects.add(new StoredObject(digest, bytes, List.of()));
    }
  }
}
