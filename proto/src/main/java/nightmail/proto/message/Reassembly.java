// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The fragments of one token on their way to being an object (`docs/spec/message.md` F-5).
///
/// Keeps at most k shards of each chunk: further ones add nothing and are passed over. What
/// contradicts the first fragment's object length is a conflict, to be dropped as `format`; that is
/// the only contradiction possible, since a [Payload] already agrees with its own length.
///
/// Owned by one thread.
public final class Reassembly {
  /// What a fragment did to a set.
  public enum Offered {
    /// Kept, and closer to the object.
    NEW,
    /// Held already, not needed, or no shard at all.
    NOTHING_NEW,
    /// Contradicts the set: drop it as `format`.
    CONFLICT,
    /// The set itself had to go: `fragment_expired`.
    NO_ROOM
  }

  private final FragmentLayout layout;
  private final List<NavigableMap<Integer, byte[]>> chunks = new ArrayList<>();
  private long heldBytes;

  /// An empty set for an object of this length, which must be valid.
  public Reassembly(long objectBytes) {
    this.layout = FragmentLayout.of(objectBytes).orElseThrow();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      chunks.add(new TreeMap<>());
    }
  }

  public FragmentLayout layout() {
    return layout;
  }

  /// Takes a fragment of this token in.
  public Offered offer(Payload.Fragment fragment) {
    if (fragment.objectBytes() != layout.objectBytes()) {
      return Offered.CONFLICT;
    }
    return switch (fragment) {
      case Payload.Single single -> keep(0, 0, single.object());
      case Payload.Shard shard -> keep(shard.chunk(), shard.index(), shard.data());
      case Payload.Control _ -> Offered.NOTHING_NEW;
    };
  }

  /// Whether every chunk can be decoded.
  public boolean isComplete() {
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      if (!isDecodable(chunk)) {
        return false;
      }
    }
    return true;
  }

  /// Fragments held of each chunk, for a PARTIAL; copies.
  public List<BitSet> held() {
    return chunks.stream()
        .map(
            shards -> {
              BitSet bits = new BitSet();
              shards.keySet().forEach(bits::set);
              return bits;
            })
        .toList();
  }

  /// Bytes of fragments in memory.
  public long heldBytes() {
    return heldBytes;
  }

  /// The object's bytes, decoded; the caller owns them. Up to 0.2 s of work for each chunk.
  ///
  /// @throws IllegalStateException before the set is complete
  public byte[] object() {
    if (!isComplete()) {
      throw new IllegalStateException("fragments are missing");
    }
    byte[] object = new byte[Math.toIntExact(layout.objectBytes())];
    int at = 0;
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      for (byte[] shard : Parity.decode(layout.dataShards(chunk), chunks.get(chunk))) {
        int length = Math.min(shard.length, object.length - at);
        System.arraycopy(shard, 0, object, at, length);
        at += length;
      }
    }
    return object;
  }

  private Offered keep(int chunk, int index, byte[] data) {
    if (isDecodable(chunk) || chunks.get(chunk).putIfAbsent(index, data) != null) {
      return Offered.NOTHING_NEW;
    }
    heldBytes += data.length;
    return Offered.NEW;
  }

  private boolean isDecodable(int chunk) {
    return chunks.get(chunk).size() >= layout.dataShards(chunk);
  }
}
