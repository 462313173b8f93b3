// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.Optional;
import nightmail.proto.packet.Geometry;

/// How an object of a given length is cut into fragments (`docs/spec/message.md` F-2).
///
/// Everything follows from the length, so a receiver can check what a fragment claims. An object of
/// at most [#MAX_SINGLE_BYTES] travels as one SINGLE. A longer one has K data shards in C chunks;
/// each chunk adds parity up to a bucket of [#buckets], so that the number of packets tells little
/// about the length. Chunk 0 leaves one place of its bucket to the CONTROL packet.
public final class FragmentLayout {
  public static final int MIN_OBJECT_BYTES = ObjectHeader.FIXED_BYTES;
  public static final int MAX_SINGLE_BYTES = Geometry.SHARD_BYTES - Geometry.SURB_BYTES;
  public static final int MAX_DATA_SHARDS_PER_CHUNK = 191;

  /// Objects of more chunks are refused as `format` (LM-1).
  public static final int MAX_CHUNKS = 64;

  public static final int MAX_SHARDS_PER_CHUNK = 256;
  public static final long MAX_OBJECT_BYTES =
      (long) MAX_CHUNKS * MAX_DATA_SHARDS_PER_CHUNK * Geometry.SHARD_BYTES;

  private static final int[] BUCKETS = {
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256
  };

  private final long objectBytes;
  private final int dataShards;
  private final int chunks;

  private FragmentLayout(long objectBytes) {
    this.objectBytes = objectBytes;
    this.dataShards = (int) Math.ceilDiv(objectBytes, Geometry.SHARD_BYTES);
    this.chunks = Math.ceilDiv(dataShards, MAX_DATA_SHARDS_PER_CHUNK);
  }

  /// The layout of an object of `objectBytes`; empty for a length no object has.
  public static Optional<FragmentLayout> of(long objectBytes) {
    return isValid(objectBytes) ? Optional.of(new FragmentLayout(objectBytes)) : Optional.empty();
  }

  /// Whether an object can be this long: its header at least, 64 chunks at most.
  public static boolean isValid(long objectBytes) {
    return objectBytes >= MIN_OBJECT_BYTES && objectBytes <= MAX_OBJECT_BYTES;
  }

  public long objectBytes() {
    return objectBytes;
  }

  /// Whether the object travels as one SINGLE, without parity or CONTROL.
  public boolean single() {
    return objectBytes <= MAX_SINGLE_BYTES;
  }

  /// SURBs a sender puts into a SINGLE of this length: 2 where they fit, else 1.
  public int singleSurbs() {
    return objectBytes <= MAX_SINGLE_BYTES - Geometry.SURB_BYTES ? 2 : 1;
  }

  /// K, over all chunks.
  public int dataShards() {
    return dataShards;
  }

  /// C.
  public int chunks() {
    return chunks;
  }

  /// k of `chunk`: shards that carry bytes of the object.
  public int dataShards(int chunk) {
    return dataShards / chunks + (chunk < dataShards % chunks ? 1 : 0);
  }

  /// n of `chunk`: data and parity; 1 in a SINGLE.
  public int shards(int chunk) {
    if (single()) {
      return 1;
    }
    int control = chunk == 0 ? 1 : 0;
    return bucket(Math.ceilDiv(4 * dataShards(chunk), 3) + control) - control;
  }

  /// Packets of a whole first round, the CONTROL included.
  public int packets() {
    if (single()) {
      return 1;
    }
    int packets = 1;
    for (int chunk = 0; chunk < chunks; chunk++) {
      packets += shards(chunk);
    }
    return packets;
  }

  /// Offset in the object of data shard `index` of `chunk`.
  public long offset(int chunk, int index) {
    int before = chunk * (dataShards / chunks) + Math.min(chunk, dataShards % chunks);
    return (long) (before + index) * Geometry.SHARD_BYTES;
  }

  /// A copy of the bucket sizes, ascending.
  public static int[] buckets() {
    return BUCKETS.clone();
  }

  private static int bucket(int packets) {
    for (int size : BUCKETS) {
      if (size >= packets) {
        return size;
      }
    }
    throw new AssertionError("191 data shards need 256 packets at most");
  }
}
