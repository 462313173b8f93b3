// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.TAG_BYTES;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.crypto.SecretBytes;

/// What the maker of a SURB keeps, in memory only, to read the one answer it brings (S-1, S-3).
///
/// @param id the SURB's name, which the answer shows on arrival
/// @param replyKey 32 bytes; the SURB's holder has the same
/// @param bodyKeys 32 bytes for each hop, first relay first
public record SurbRecord(LocalId id, SecretBytes replyKey, List<SecretBytes> bodyKeys) {

  /// Copies the list, not the keys.
  public SurbRecord {
    bodyKeys = List.copyOf(bodyKeys);
  }

  /// The payload, 26,740 bytes, of the body that arrived; empty (`body_tag`) if anybody but the
  /// SURB's holder made or changed it.
  ///
  /// `body`, 26,772 bytes, is taken over and overwritten.
  public Optional<byte[]> open(byte[] body, Engine engine) {
    for (SecretBytes key : bodyKeys.reversed()) {
      Lioness.encrypt(key.exposedBytes(), body, 0, BODY_BYTES, engine);
    }
    Lioness.decrypt(replyKey.exposedBytes(), body, 0, BODY_BYTES, engine);
    return Packing.isZero(body, 0, TAG_BYTES)
        ? Optional.of(Arrays.copyOfRange(body, TAG_BYTES, BODY_BYTES))
        : Optional.empty();
  }

  /// Overwrites all keys, after first use or when the answer is no longer awaited.
  public void erase() {
    replyKey.erase();
    bodyKeys.forEach(SecretBytes::erase);
  }
}
