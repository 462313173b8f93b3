// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// ML-DSA-65 (FIPS 204) from the JDK: pure form, empty context, deterministic signing.
///
/// Deterministic, because `proto` draws no randomness of its own and a signature made again after a
/// crash is then the same bytes.
///
/// Safe for any thread.
final class MlDsa65 {
  static final int KEY_BYTES = 1_952;
  static final int SEED_BYTES = 32;
  static final int SIGNATURE_BYTES = 3_309;

  private static final String NAME = "ML-DSA-65";

  /// `SubjectPublicKeyInfo` up to the key itself (RFC 9881 §4).
  private static final byte[] SPKI_HEAD =
      HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");

  private MlDsa65() {}

  /// The pair that the 32-byte seed ξ makes (FIPS 204, algorithm 6).
  static KeyPair keyPair(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
      generator.initialize(NamedParameterSpec.ML_DSA_65, GivenRandom.of(seed, 0, SEED_BYTES));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has " + NAME, e);
    }
  }

  static byte[] encoded(PublicKey key) {
    byte[] spki = key.getEncoded();
    return Arrays.copyOfRange(spki, spki.length - KEY_BYTES, spki.length);
  }

  /// The key of 1,952 bytes; every such string is a key.
  static PublicKey publicKey(byte[] key) {
    byte[] spki = Arrays.copyOf(SPKI_HEAD, SPKI_HEAD.length + KEY_BYTES);
    System.arraycopy(key, 0, spki, SPKI_HEAD.length, KEY_BYTES);
    try {
      return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an " + NAME + " key", e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key, GivenRandom.of(new byte[32], 0, 32));
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 signs with " + NAME, e);
    }
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(NAME);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has " + NAME, e);
    }
  }
}
