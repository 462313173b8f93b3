// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.List;
import java.util.Optional;
import nightmail.proto.packet.Geometry;

/// What a packet to an exit carries: 26,740 bytes (`docs/spec/message.md` §1).
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 1, 1, 2 | version 1; kind; flags 0 |
/// | 4 | 32 | token |
/// | 36 | 8 | object length L; 0 in POLL |
/// | 44 | 2, 2 | chunk index; chunk count |
/// | 48 | 2, 2, 2 | fragment index in the chunk; k; n |
/// | 54 | 1, 9 | SURB count s; zero |
/// | 64 | 6,060 · s | SURBs, each as its maker wrote it |
/// | | | data, then zero bytes |
///
/// A value of this type always has an encoding; [#decode] refuses all others. Arrays pass into the
/// value and must not be changed after.
public sealed interface Payload {
  int VERSION = 1;

  /// SURBs a payload other than SHARD may carry; at least one.
  int MAX_SURBS = 4;

  Token token();

  /// SURBs of 6,060 bytes each; none in SHARD.
  List<byte[]> surbs();

  /// Exactly 26,740 bytes; the caller owns them.
  default byte[] encode() {
    return PayloadCodec.encode(this);
  }

  /// Reads 26,740 bytes; empty is drop reason `format`.
  static Optional<Payload> decode(byte[] payload) {
    return PayloadCodec.decode(payload);
  }

  /// A payload that says something of an object: everything but POLL.
  sealed interface Fragment extends Payload {
    long objectBytes();
  }

  /// A whole object in one packet.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, see the interface
  record Single(Token token, List<byte[]> surbs, byte[] object) implements Fragment {
    /// @throws IllegalArgumentException unless the SURBs are 1 to 4 and the object fits beside
    public Single {
      surbs = checkedSurbs(surbs);
      if (!FragmentLayout.isValid(object.length) || object.length > room(surbs.size())) {
        throw new IllegalArgumentException("no SINGLE of " + object.length + " bytes");
      }
    }

    /// Object bytes beside `surbs` SURBs.
    public static int room(int surbs) {
      return Geometry.SHARD_BYTES - surbs * Geometry.SURB_BYTES;
    }

    @Override
    public long objectBytes() {
      return object.length;
    }
  }

  /// One shard of an object that needs several packets; chunk count, k and n follow from its
  /// length.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, see the interface
  record Shard(Token token, long objectBytes, int chunk, int index, byte[] data)
      implements Fragment {
    /// @throws IllegalArgumentException unless chunk and index exist in such an object and the data
    ///   is 26,676 bytes
    public Shard {
      if (!exists(objectBytes, chunk, index) || data.length != Geometry.SHARD_BYTES) {
        throw new IllegalArgumentException("no such shard");
      }
    }

    @Override
    public List<byte[]> surbs() {
      return List.of();
    }

    static boolean exists(long objectBytes, int chunk, int index) {
      return FragmentLayout.of(objectBytes)
          .filter(layout -> !layout.single())
          .filter(layout -> chunk >= 0 && chunk < layout.chunks())
          .filter(layout -> index >= 0 && index < layout.shards(chunk))
          .isPresent();
    }
  }

  /// SURBs for a token whose object travels in shards.
  record Control(Token token, long objectBytes, List<byte[]> surbs) implements Fragment {
    /// @throws IllegalArgumentException unless such an object exists and the SURBs are 1 to 4
    public Control {
      surbs = checkedSurbs(surbs);
      if (!FragmentLayout.isValid(objectBytes)) {
        throw new IllegalArgumentException("no object of " + objectBytes + " bytes");
      }
    }
  }

  /// A question for the state of a token.
  record Poll(Token token, List<byte[]> surbs) implements Payload {
    /// @throws IllegalArgumentException unless the SURBs are 1 to 4
    public Poll {
      surbs = checkedSurbs(surbs);
    }
  }

  private static List<byte[]> checkedSurbs(List<byte[]> surbs) {
    boolean right = !surbs.isEmpty() && surbs.size() <= MAX_SURBS;
    for (byte[] surb : surbs) {
      right &= surb.length == Geometry.SURB_BYTES;
    }
    if (!right) {
      throw new IllegalArgumentException("1 to 4 SURBs wanted");
    }
    return List.copyOf(surbs);
  }
}
