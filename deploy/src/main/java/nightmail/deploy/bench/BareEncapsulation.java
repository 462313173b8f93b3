// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// The public half of X-Wing (`docs/spec/packet.md`, K-1) in bare primitives, for one relay: two
/// X25519 of Bouncy Castle, one ML-KEM-768 encapsulation of the JDK, one SHA3-256.
final class BareEncapsulation {
  private static final int MLKEM_KEY_BYTES = 1_184;
  private static final int POINT_BYTES = 32;
  private static final byte[] SPKI_HEAD =
      HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

  private final Bare bare;
  private final SecureRandom random;
  private final KEM.Encapsulator mlkem;
  private final byte[] point;
  private final byte[] scalar = new byte[POINT_BYTES];
  private final byte[] ephemeral = new byte[POINT_BYTES];
  private final byte[] shared = new byte[POINT_BYTES];

  /// @param key the 1,216 bytes of the X-Wing public key
  BareEncapsulation(Bare bare, byte[] key, SecureRandom random) {
    this.bare = bare;
    this.random = random;
    this.point = Arrays.copyOfRange(key, MLKEM_KEY_BYTES, key.length);
    byte[] spki = Arrays.copyOf(SPKI_HEAD, SPKI_HEAD.length + MLKEM_KEY_BYTES);
    System.arraycopy(key, 0, spki, SPKI_HEAD.length, MLKEM_KEY_BYTES);
    try {
      var mlkemKey =
          KeyFactory.getInstance("ML-KEM-768").generatePublic(new X509EncodedKeySpec(spki));
      mlkem = KEM.getInstance("ML-KEM-768").newEncapsulator(mlkemKey, random);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 takes ML-KEM-768 keys", e);
    }
  }

  /// A fresh secret into 32 bytes of `secret`, its 1,120 bytes into `target` at `offset`.
  void seal(byte[] target, int offset, byte[] secret) {
    KEM.Encapsulated inner = mlkem.encapsulate();
    byte[] innerSecret = inner.key().getEncoded();
    byte[] ciphertext = inner.encapsulation();
    random.nextBytes(scalar);
    X25519.scalarMultBase(scalar, 0, ephemeral, 0);
    X25519.scalarMult(scalar, 0, point, 0, shared, 0);
    System.arraycopy(ciphertext, 0, target, offset, ciphertext.length);
    System.arraycopy(ephemeral, 0, target, offset + ciphertext.length, POINT_BYTES);
    bare.sha3Update(innerSecret, 0, innerSecret.length);
    bare.sha3Update(shared, 0, POINT_BYTES);
    bare.sha3Update(ephemeral, 0, POINT_BYTES);
    bare.sha3Update(point, 0, POINT_BYTES);
    bare.sha3Update(BareDecapsulation.LABEL, 0, BareDecapsulation.LABEL.length);
    bare.sha3(secret);
  }
}
