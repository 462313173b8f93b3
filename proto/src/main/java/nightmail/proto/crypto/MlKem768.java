// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/// ML-KEM-768 (FIPS 203) from the JDK, which computes it quicker than Bouncy Castle.
///
/// The JDK of release 25 imports a private key only in its expanded form, so Bouncy Castle grows
/// that from the seed, once per key (`docs/spec/packet.md`, K-2).
///
/// Safe for any thread: a `KEM` and what it makes are immutable.
final class MlKem768 {
  static final int PUBLIC_BYTES = 1_184;
  static final int CIPHERTEXT_BYTES = 1_088;
  static final int SEED_BYTES = 64;

  private static final String NAME = "ML-KEM-768";
  private static final int EXPANDED_BYTES = 2_400;
  private static final int MODULUS = 3_329;

  /// 768 coefficients of 12 bits; the 32-byte seed of the matrix follows.
  private static final int COEFFICIENT_BYTES = 768 * 12 / 8;

  private static final byte[] SPKI_HEAD =
      HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

  private static final byte[] PKCS8_HEAD =
      HexFormat.of().parseHex("30820978020100300b06096086480165030404020482096404820960");

  private static final KEM KEM_768 = instance();

  private MlKem768() {}

  /// What opens ciphertexts to a grown key; immutable, made once per key.
  static KEM.Decapsulator decapsulator(MLKEMPrivateKeyParameters grown) {
    byte[] pkcs8 = Arrays.copyOf(PKCS8_HEAD, PKCS8_HEAD.length + EXPANDED_BYTES);
    byte[] expanded = grown.getEncoded();
    System.arraycopy(expanded, 0, pkcs8, PKCS8_HEAD.length, EXPANDED_BYTES);
    try {
      var key = KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return KEM_768.newDecapsulator(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 takes an expanded " + NAME + " key", e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
      Arrays.fill(expanded, (byte) 0);
    }
  }

  /// The key that d ‖ z makes, 64 bytes (FIPS 203, algorithm 16).
  static MLKEMPrivateKeyParameters grow(byte[] seed) {
    return new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
  }

  /// The key in the first 1,184 bytes of `source`; the JDK judges it only when it is used (K-3).
  static PublicKey publicKey(byte[] source) {
    byte[] spki = Arrays.copyOf(SPKI_HEAD, SPKI_HEAD.length + PUBLIC_BYTES);
    System.arraycopy(source, 0, spki, SPKI_HEAD.length, PUBLIC_BYTES);
    try {
      return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an " + NAME + " key", e);
    }
  }

  /// Encapsulates with the first 32 bytes of `coins`.
  ///
  /// @throws IllegalArgumentException if a coefficient of the key is not below the modulus
  static KEM.Encapsulated encapsulate(PublicKey key, byte[] coins) {
    try {
      return KEM_768.newEncapsulator(key, GivenRandom.of(coins, 0, 32)).encapsulate();
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("not an " + NAME + " key", e);
    }
  }

  /// The modulus check of FIPS 203 §7.2 over the first 1,184 bytes of `key`.
  static boolean coefficientsAreReduced(byte[] key) {
    for (int i = 0; i < COEFFICIENT_BYTES; i += 3) {
      int low = (key[i] & 0xff) | ((key[i + 1] & 0x0f) << 8);
      int high = ((key[i + 1] & 0xf0) >> 4) | ((key[i + 2] & 0xff) << 4);
      if (low >= MODULUS || high >= MODULUS) {
        return false;
      }
    }
    return true;
  }

  private static KEM instance() {
    try {
      return KEM.getInstance(NAME);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has " + NAME, e);
    }
  }
}
