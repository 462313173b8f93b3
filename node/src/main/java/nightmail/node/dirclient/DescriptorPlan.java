// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DomainList;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.packet.MixKey;

/// What to publish, and when anew (TK-3, TK-6).
///
/// Pure; safe for any thread.
final class DescriptorPlan {
  /// A descriptor is dropped by the authorities 48 h after it was published.
  static final Duration RENEW_AFTER = Duration.ofHours(18);

  /// A descriptor carries at most this many keys: two as a rule, three near the end of a key epoch.
  static final int MAX_KEYS = 3;

  /// The protocol version of this build, least and greatest alike.
  private static final int PROTOCOL = 1;

  private DescriptorPlan() {}

  /// The keys of `held` to publish: those of `keyEpoch` and after, the highest generation of each,
  /// at most three from the earliest on.
  static List<PublishedKey> keys(List<MixKey> held, long keyEpoch) {
    TreeMap<Long, MixKey> newest = new TreeMap<>();
    held.stream()
        .filter(key -> key.keyEpoch() >= keyEpoch)
        .sorted(Comparator.comparingInt(MixKey::generation))
        .forEach(key -> newest.put(key.keyEpoch(), key));
    return newest.values().stream()
        .limit(MAX_KEYS)
        .map(key -> new PublishedKey(key.keyEpoch(), key.generation(), key.pair().publicKey()))
        .toList();
  }

  /// The descriptor to publish instead of `last`; empty while that one still says everything and is
  /// young enough. `keys` is not empty.
  static Optional<Descriptor> next(
      RelayFacts facts, List<PublishedKey> keys, Optional<Descriptor> last, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    if (last.isPresent()) {
      Descriptor before = last.get();
      boolean old = !now.isBefore(before.published().plus(RENEW_AFTER));
      boolean same = descriptor(facts, keys, before.sequence(), before.published()).equals(before);
      if (same && !old) {
        return Optional.empty();
      }
    }
    long after = last.map(before -> before.sequence() + 1).orElse(1L);
    return Optional.of(descriptor(facts, keys, Math.max(after, second.getEpochSecond()), second));
  }

  private static Descriptor descriptor(
      RelayFacts facts, List<PublishedKey> keys, long sequence, Instant published) {
    return new Descriptor(
        facts.id(),
        sequence,
        published,
        facts.cert().digest(),
        facts.linkPin(),
        keys,
        facts.host(),
        facts.addresses(),
        facts.roles(),
        facts.capacityKib(),
        facts.maxObjectKib(),
        0,
        domains(facts).map(list -> Sha256.of(list.encode())),
        List.of(),
        Optional.empty(),
        PROTOCOL,
        PROTOCOL,
        facts.software(),
        facts.contact(),
        Optional.empty(),
        "",
        Descriptor.PublishedTraffic.NONE);
  }

  /// The list of own domains; empty when there is none.
  static Optional<DomainList> domains(RelayFacts facts) {
    return facts.domains().isEmpty()
        ? Optional.empty()
        : Optional.of(new DomainList(facts.domains()));
  }
}
