// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.packet.RelayId;

/// Which mix key belongs to which relay, key epoch and generation, so that none is ever given
/// another meaning (TK-4, TK-5).
///
/// Forgets key epochs that ended two before the present one. Owned by the authority core.
final class KeyHistory {
  private final NavigableMap<Name, Fixed32> keys = new TreeMap<>();
  private final NavigableMap<Fixed32, Name> owners = new TreeMap<>();

  private record Name(long keyEpoch, RelayId relay, int generation) implements Comparable<Name> {
    private static final Comparator<Name> ORDER =
        Comparator.comparingLong(Name::keyEpoch)
            .thenComparing(Name::relay)
            .thenComparingInt(Name::generation);

    @Override
    public int compareTo(Name other) {
      return ORDER.compare(this, other);
    }
  }

  /// Why the keys of `descriptor` cannot be taken; empty if they can.
  Optional<UploadRefusal> refusal(Descriptor descriptor) {
    for (PublishedKey key : descriptor.mixKeys()) {
      Name name = name(descriptor, key);
      Fixed32 digest = digest(key);
      Fixed32 before = keys.get(name);
      Name owner = owners.get(digest);
      if (before != null && !before.equals(digest)) {
        return Optional.of(UploadRefusal.KEY_CONFLICT);
      }
      if (owner != null && !owner.equals(name)) {
        return Optional.of(UploadRefusal.BAD_KEY);
      }
    }
    long distinct = descriptor.mixKeys().stream().map(KeyHistory::digest).distinct().count();
    return distinct < descriptor.mixKeys().size()
        ? Optional.of(UploadRefusal.BAD_KEY)
        : Optional.empty();
  }

  void remember(Descriptor descriptor) {
    for (PublishedKey key : descriptor.mixKeys()) {
      keys.put(name(descriptor, key), digest(key));
      owners.put(digest(key), name(descriptor, key));
    }
  }

  void forgetBefore(long keyEpoch) {
    keys.keySet().removeIf(n -> n.keyEpoch() < keyEpoch);
    owners.values().removeIf(n -> n.keyEpoch() < keyEpoch);
  }

  private static Name name(Descriptor descriptor, PublishedKey key) {
    return new Name(key.keyEpoch(), descriptor.relayId(), key.generation());
  }

  private static Fixed32 digest(PublishedKey key) {
    return Sha256.of(key.key().toBytes());
  }
}
