// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Checks excerpts of others' vectors against the primitives this program is built on.
final class PublishedVectors {
  private static final int X25519_BYTES = 32;
  private static final int MLKEM_CIPHERTEXT_BYTES = 1_088;
  private static final int MLDSA_KEY_BYTES = 1_952;
  private static final int MLDSA_SIGNATURE_BYTES = 3_309;

  /// What goes before a bare ML-DSA-65 key to make a SubjectPublicKeyInfo.
  private static final byte[] MLDSA_HEAD =
      HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");

  private PublishedVectors() {}

  static void x25519(JsonNode test) {
    byte[] scalar = VectorBytes.of(test.path("in").path("private"));
    byte[] point = VectorBytes.of(test.path("in").path("public"));
    byte[] secret = new byte[X25519_BYTES];
    boolean agreed = X25519.calculateAgreement(scalar, 0, point, 0, secret, 0);
    VectorBytes.check("validity", isValid(test), agreed);
    if (agreed) {
      VectorBytes.check("shared", test.path("out").path("shared"), secret);
    }
  }

  static void mlkem768(JsonNode test) {
    byte[] ciphertext = VectorBytes.of(test.path("in").path("c"));
    boolean fits = ciphertext.length == MLKEM_CIPHERTEXT_BYTES;
    VectorBytes.check("validity", isValid(test), fits);
    if (fits) {
      byte[] seed = VectorBytes.of(test.path("in").path("seed"));
      var key = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
      VectorBytes.check("ek", test.path("out").path("ek"), key.getPublicKey());
      VectorBytes.check(
          "K", test.path("out").path("K"), new MLKEMExtractor(key).extractSecret(ciphertext));
    }
  }

  static void ed25519(JsonNode test) {
    JsonNode in = test.path("in");
    byte[] key = VectorBytes.of(in.path("public"));
    byte[] message = VectorBytes.of(in.path("message"));
    byte[] signature = VectorBytes.of(in.path("signature"));
    boolean verified =
        key.length == Ed25519.PUBLIC_KEY_SIZE
            && signature.length == Ed25519.SIGNATURE_SIZE
            && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    VectorBytes.check("validity", isValid(test), verified);
  }

  static void mldsa65(JsonNode test) {
    JsonNode in = test.path("in");
    byte[] key = VectorBytes.of(in.path("public"));
    byte[] signature = VectorBytes.of(in.path("signature"));
    boolean verified =
        key.length == MLDSA_KEY_BYTES
            && signature.length == MLDSA_SIGNATURE_BYTES
            && verify(key, VectorBytes.of(in.path("message")), signature);
    VectorBytes.check("validity", isValid(test), verified);
  }

  private static boolean verify(byte[] key, byte[] message, byte[] signature) {
    byte[] info = Arrays.copyOf(MLDSA_HEAD, MLDSA_HEAD.length + key.length);
    System.arraycopy(key, 0, info, MLDSA_HEAD.length, key.length);
    try {
      Signature verifier = Signature.getInstance("ML-DSA-65");
      verifier.initVerify(
          KeyFactory.getInstance("ML-DSA-65").generatePublic(new X509EncodedKeySpec(info)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isValid(JsonNode test) {
    return test.path("result").asText().equals("valid");
  }
}
