// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import nightmail.proto.bytes.Fixed32;

/// The public half of an identity or signing key: Ed25519, 32 bytes, beside ML-DSA-65, 1,952 bytes.
///
/// One that exists is well formed: the Ed25519 half is a canonical point not of small order.
/// Source: `docs/spec/directory.md`, SG-2 to SG-4.
///
/// Safe for any thread.
public final class HybridPublicKey {
  public static final int ED25519_BYTES = StrictEd25519.KEY_BYTES;
  public static final int MLDSA65_BYTES = MlDsa65.KEY_BYTES;

  private static final byte[] ID_LABEL = "nightmail-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private final byte[] ed25519;
  private final byte[] mldsa65;
  private final PublicKey mldsa65Key;
  private final Fixed32 keyId;

  private HybridPublicKey(byte[] ed25519, byte[] mldsa65) {
    this.ed25519 = ed25519;
    this.mldsa65 = mldsa65;
    this.mldsa65Key = MlDsa65.publicKey(mldsa65);
    this.keyId = Sha256.of(ID_LABEL, ed25519, mldsa65);
  }

  /// Copies both halves; empty (`bad_key`) on a wrong length or a bad Ed25519 point.
  public static Optional<HybridPublicKey> parse(byte[] ed25519, byte[] mldsa65) {
    return mldsa65.length == MLDSA65_BYTES && StrictEd25519.isPublicKey(ed25519)
        ? Optional.of(new HybridPublicKey(ed25519.clone(), mldsa65.clone()))
        : Optional.empty();
  }

  /// As [#parse], for keys known to be good.
  ///
  /// @throws IllegalArgumentException where `parse` answers empty
  public static HybridPublicKey of(byte[] ed25519, byte[] mldsa65) {
    return parse(ed25519, mldsa65)
        .orElseThrow(() -> new IllegalArgumentException("not a hybrid public key"));
  }

  /// SHA-256("nightmail-key-v1" ‖ 00 ‖ both halves): the name of this key everywhere (SG-3).
  public Fixed32 keyId() {
    return keyId;
  }

  /// Whether **both** halves of `signature` hold over exactly `preimage`.
  ///
  /// Costs about 0.3 ms. Bad input of any kind is `false`, never an exception.
  public boolean verify(byte[] preimage, HybridSignature signature) {
    return StrictEd25519.verify(ed25519, preimage, signature.ed25519())
        && MlDsa65.verify(mldsa65Key, preimage, signature.mldsa65());
  }

  /// A copy of the 32 bytes.
  public byte[] ed25519() {
    return ed25519.clone();
  }

  /// A copy of the 1,952 bytes.
  public byte[] mldsa65() {
    return mldsa65.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HybridPublicKey that
        && Arrays.equals(ed25519, that.ed25519)
        && Arrays.equals(mldsa65, that.mldsa65);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }

  /// The first digits of the key id.
  @Override
  public String toString() {
    return "HybridPublicKey[" + keyId + "]";
  }
}
