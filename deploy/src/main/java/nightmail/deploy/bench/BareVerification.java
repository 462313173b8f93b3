// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.HybridSignature;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// One hybrid signature over a document in bare primitives: SHA-512 of the payload, then Ed25519 of
/// Bouncy Castle and ML-DSA-65 of the JDK over bytes as long as those that are really signed.
final class BareVerification {
  private static final byte[] SPKI_HEAD =
      HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");

  /// Of `docs/spec/directory.md` §3, without the name of the kind.
  private static final int PRE_IMAGE_BYTES = 17 + 2 + 32 + 2 + 32 + 8 + 8 + 64;

  private final byte[] payload;
  private final byte[] preImage;
  private final byte[] ed25519;
  private final byte[] ed25519Key;
  private final byte[] mldsa65;
  private final java.security.PublicKey mldsa65Key;
  private final Signature verifier;
  private final MessageDigest sha512;
  private final byte[] digest = new byte[64];

  BareVerification(byte[] payload, String kind, HybridKeyPair signer) {
    this.payload = payload;
    this.preImage = new byte[PRE_IMAGE_BYTES + kind.length()];
    HybridSignature signature = signer.sign(preImage);
    this.ed25519 = signature.ed25519();
    this.ed25519Key = signer.publicKey().ed25519();
    this.mldsa65 = signature.mldsa65();
    byte[] key = signer.publicKey().mldsa65();
    byte[] spki = Arrays.copyOf(SPKI_HEAD, SPKI_HEAD.length + key.length);
    System.arraycopy(key, 0, spki, SPKI_HEAD.length, key.length);
    try {
      mldsa65Key = KeyFactory.getInstance("ML-DSA-65").generatePublic(new X509EncodedKeySpec(spki));
      verifier = Signature.getInstance("ML-DSA-65");
      sha512 = MessageDigest.getInstance("SHA-512");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has ML-DSA-65 and SHA-512", e);
    }
  }

  /// Whether both halves hold; they do.
  boolean verify() {
    try {
      sha512.update(payload);
      sha512.digest(digest, 0, digest.length);
      verifier.initVerify(mldsa65Key);
      verifier.update(preImage);
      return Ed25519.verify(ed25519, 0, ed25519Key, 0, preImage, 0, preImage.length)
          && verifier.verify(mldsa65);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signature is good", e);
    }
  }
}
