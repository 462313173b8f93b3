// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import nightmail.proto.crypto.XWing;
import nightmail.proto.document.wire.Wire;

/// A mix key in a descriptor: the key epoch it serves and its generation, 0 to 3 (TK-4).
public record PublishedKey(long keyEpoch, int generation, XWing.PublicKey key) {
  Wire.MixKey toWire() {
    return Wire.MixKey.newBuilder()
        .setKeyEpoch(keyEpoch)
        .setGeneration(generation)
        .setXwing(ByteString.copyFrom(key.toBytes()))
        .build();
  }

  /// Refuses a key that could not be used (TK-5).
  static Checked<PublishedKey> fromWire(Wire.MixKey wire) {
    return XWing.PublicKey.parse(wire.getXwing().toByteArray())
        .<Checked<PublishedKey>>map(
            key -> Checked.good(new PublishedKey(wire.getKeyEpoch(), wire.getGeneration(), key)))
        .orElseGet(() -> Checked.refused(Refusal.BAD_KEY, "mix_keys.xwing"));
  }
}
