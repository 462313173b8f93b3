// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// The private half of X-Wing (`docs/spec/packet.md`, K-1) in bare primitives: one X25519 of Bouncy
/// Castle, one ML-KEM-768 decapsulation of the JDK, one SHA3-256.
final class BareDecapsulation {
  static final int MLKEM_BYTES = 1_088;
  static final byte[] LABEL = "\\.//^\\".getBytes(StandardCharsets.US_ASCII);

  private static final int POINT_BYTES = 32;
  private static final int MLKEM_SEED_BYTES = 64;
  private static final HexFormat HEX = HexFormat.of();

  /// PKCS#8 around the expanded key of 2,400 bytes, the one form JDK 25 takes.
  private static final byte[] PKCS8_HEAD =
      HEX.parseHex("30820978020100300b06096086480165030404020482096404820960");

  private final Bare bare;
  private final KEM.Decapsulator mlkem;
  private final byte[] scalar;
  private final byte[] point = new byte[POINT_BYTES];
  private final byte[] ciphertext = new byte[MLKEM_BYTES];
  private final byte[] shared = new byte[POINT_BYTES];

  /// @param seed the 32 bytes of the X-Wing private key
  BareDecapsulation(Bare bare, byte[] seed) {
    this.bare = bare;
    byte[] stretched = new byte[MLKEM_SEED_BYTES + POINT_BYTES];
    SHAKEDigest shake = new SHAKEDigest(256);
    shake.update(seed, 0, seed.length);
    shake.doFinal(stretched, 0, stretched.length);
    scalar = Arrays.copyOfRange(stretched, MLKEM_SEED_BYTES, stretched.length);
    X25519.scalarMultBase(scalar, 0, point, 0);
    mlkem = decapsulator(Arrays.copyOf(stretched, MLKEM_SEED_BYTES));
  }

  /// Opens the 1,120 bytes of `source` from `offset` into 32 bytes of `secret`.
  void open(byte[] source, int offset, byte[] secret) {
    int ephemeral = offset + MLKEM_BYTES;
    System.arraycopy(source, offset, ciphertext, 0, MLKEM_BYTES);
    try {
      byte[] inner = mlkem.decapsulate(ciphertext).getEncoded();
      X25519.scalarMult(scalar, 0, source, ephemeral, shared, 0);
      bare.sha3Update(inner, 0, inner.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ciphertext is good", e);
    }
    bare.sha3Update(shared, 0, POINT_BYTES);
    bare.sha3Update(source, ephemeral, POINT_BYTES);
    bare.sha3Update(point, 0, POINT_BYTES);
    bare.sha3Update(LABEL, 0, LABEL.length);
    bare.sha3(secret);
  }

  private static KEM.Decapsulator decapsulator(byte[] seed) {
    byte[] expanded = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed).getEncoded();
    byte[] pkcs8 = Arrays.copyOf(PKCS8_HEAD, PKCS8_HEAD.length + expanded.length);
    System.arraycopy(expanded, 0, pkcs8, PKCS8_HEAD.length, expanded.length);
    try {
      var key =
          KeyFactory.getInstance("ML-KEM-768").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return KEM.getInstance("ML-KEM-768").newDecapsulator(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 takes an expanded ML-KEM-768 key", e);
    }
  }
}
