// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridSignature;
import nightmail.proto.document.wire.Wire;

/// A signature with the id of the key that is said to have made it.
public record KeySignature(Fixed32 keyId, HybridSignature signature) {
  private static final int MAX_LIST_BYTES = 256 * 1024;

  /// The bytes of a list of signatures, ascending by key id, as `sigs/…` serves them.
  public static byte[] encodeList(List<KeySignature> signatures) {
    return Canonical.encode(Wire.SigList.newBuilder().addAllSigs(toWire(signatures)).build());
  }

  /// At most 62 signatures, ascending by key id.
  public static Checked<List<KeySignature>> decodeList(byte[] bytes) {
    return Canonical.read(Wire.SigList.getDefaultInstance(), bytes, MAX_LIST_BYTES)
        .map(list -> list.getSigsList().stream().map(KeySignature::fromWire).toList());
  }

  static List<Wire.Sig> toWire(List<KeySignature> signatures) {
    return signatures.stream()
        .sorted(Comparator.comparing(KeySignature::keyId))
        .map(KeySignature::toWire)
        .toList();
  }

  private static Wire.Sig toWire(KeySignature signature) {
    return Wire.Sig.newBuilder()
        .setKeyId(WireValue.bytes(signature.keyId))
        .setEd25519(ByteString.copyFrom(signature.signature.ed25519()))
        .setMldsa65(ByteString.copyFrom(signature.signature.mldsa65()))
        .build();
  }

  static KeySignature fromWire(Wire.Sig sig) {
    return new KeySignature(
        WireValue.fixed32(sig.getKeyId()),
        HybridSignature.of(sig.getEd25519().toByteArray(), sig.getMldsa65().toByteArray()));
  }
}
