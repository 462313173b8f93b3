// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.List;
import nightmail.proto.packet.Geometry;

/// The payloads of one object, made when asked for (`docs/spec/message.md` F-2, F-3).
///
/// Nothing but the source is kept: a data shard reads 26,676 bytes of it, a parity shard reads its
/// whole chunk, up to 5 MB.
///
/// As safe for threads as the source is.
public final class Fragments {
  private final Token token;
  private final ObjectSource source;
  private final FragmentLayout layout;

  /// The fragments of `source` under `token`.
  ///
  /// @throws IllegalArgumentException if no object is this long
  public Fragments(Token token, ObjectSource source) {
    this.token = token;
    this.source = source;
    this.layout =
        FragmentLayout.of(source.length())
            .orElseThrow(
                () -> new IllegalArgumentException("no object of " + source.length() + " bytes"));
  }

  public FragmentLayout layout() {
    return layout;
  }

  /// The whole object in one payload.
  ///
  /// @throws IllegalArgumentException if it does not fit beside the SURBs
  public Payload.Single single(List<byte[]> surbs) {
    if (!layout.single()) {
      throw new IllegalArgumentException("object needs several packets");
    }
    byte[] object = new byte[Math.toIntExact(layout.objectBytes())];
    source.read(0, object, 0, object.length);
    return new Payload.Single(token, surbs, object);
  }

  /// Shard `index` of `chunk`, data or parity.
  public Payload.Shard shard(int chunk, int index) {
    int k = layout.dataShards(chunk);
    byte[] data = index < k ? data(chunk, index) : Parity.shard(k, index - k, j -> data(chunk, j));
    return new Payload.Shard(token, layout.objectBytes(), chunk, index, data);
  }

  /// The SURBs that go with the shards.
  public Payload.Control control(List<byte[]> surbs) {
    return new Payload.Control(token, layout.objectBytes(), surbs);
  }

  /// A question for the token's state.
  public Payload.Poll poll(List<byte[]> surbs) {
    return new Payload.Poll(token, surbs);
  }

  private byte[] data(int chunk, int index) {
    byte[] shard = new byte[Geometry.SHARD_BYTES];
    long offset = layout.offset(chunk, index);
    int length = (int) Math.min(shard.length, layout.objectBytes() - offset);
    source.read(offset, shard, 0, length);
    return shard;
  }
}
