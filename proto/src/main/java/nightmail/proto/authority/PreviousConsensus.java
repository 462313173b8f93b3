// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.DomainPart;
import nightmail.proto.document.KeyPart;
import nightmail.proto.document.TablePart;
import nightmail.proto.document.TablePart.Table;
import nightmail.proto.packet.RelayId;

/// The consensus before (P), with its tables put together.
public record PreviousConsensus(
    Consensus consensus,
    Fixed32 digest,
    NavigableMap<Long, NavigableMap<RelayId, KeyPart.Entry>> keys,
    NavigableMap<RelayId, DomainPart.Entry> domains) {

  /// From stored objects; empty if one is missing or not what its name says.
  public static Optional<PreviousConsensus> load(
      Fixed32 digest, Function<Fixed32, Optional<byte[]>> objects) {
    return whole(digest, objects)
        .flatMap(bytes -> Consensus.decode(bytes).asOptional())
        .flatMap(consensus -> load(consensus, digest, objects));
  }

  private static Optional<PreviousConsensus> load(
      Consensus consensus, Fixed32 digest, Function<Fixed32, Optional<byte[]>> objects) {
    NavigableMap<Long, NavigableMap<RelayId, KeyPart.Entry>> keys = new TreeMap<>();
    NavigableMap<RelayId, DomainPart.Entry> domains = new TreeMap<>();
    for (TablePart part : consensus.parts()) {
      Optional<byte[]> bytes = whole(part.digest(), objects);
      boolean read =
          bytes.isPresent()
              && (part.table() == Table.KEYS
                  ? addKeys(keys, bytes.get())
                  : addDomains(domains, bytes.get()));
      if (!read) {
        return Optional.empty();
      }
    }
    return Optional.of(new PreviousConsensus(consensus, digest, keys, domains));
  }

  private static Optional<byte[]> whole(
      Fixed32 digest, Function<Fixed32, Optional<byte[]>> objects) {
    return objects.apply(digest).filter(bytes -> Sha256.of(bytes).equals(digest));
  }

  private static boolean addKeys(
      NavigableMap<Long, NavigableMap<RelayId, KeyPart.Entry>> keys, byte[] bytes) {
    Optional<KeyPart> part = KeyPart.decode(bytes).asOptional();
    part.ifPresent(
        p -> {
          NavigableMap<RelayId, KeyPart.Entry> table =
              keys.computeIfAbsent(p.keyEpoch(), e -> new TreeMap<>());
          p.entries().forEach(e -> table.put(e.relay(), e));
        });
    return part.isPresent();
  }

  private static boolean addDomains(NavigableMap<RelayId, DomainPart.Entry> domains, byte[] bytes) {
    Optional<DomainPart> part = DomainPart.decode(bytes).asOptional();
    part.ifPresent(p -> p.entries().forEach(e -> domains.put(e.relay(), e)));
    return part.isPresent();
  }

  NavigableMap<RelayId, KeyPart.Entry> keysOf(long keyEpoch) {
    return keys.getOrDefault(keyEpoch, Collections.emptyNavigableMap());
  }

  boolean lists(RelayId relay) {
    return consensus.relay(relay).isPresent();
  }
}
