// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import javax.crypto.DecapsulateException;
import nightmail.proto.vector.VectorCase;
import nightmail.proto.vector.VectorFile;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Wycheproof: the excerpts the project carries always, the whole files where they are at hand
/// (`-Dnightmail.vectors=<directory>`).
class PublishedVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  @DisplayName("A12: X25519, low-order and non-canonical points")
  void x25519() {
    for (VectorCase vector : VectorFile.read("x25519").cases()) {
      checkX25519(
          vector.id(),
          vector.bytes("private"),
          vector.bytes("public"),
          vector.valid() ? vector.out().path("shared").asText() : "");
    }
    forEachPublished(
        "wycheproof-x25519_test.json",
        (group, test) -> {
          boolean zero = test.path("flags").toString().contains("ZeroSharedSecret");
          checkX25519(
              test.path("tcId").asText(),
              hex(test, "private"),
              hex(test, "public"),
              zero ? "" : test.path("shared").asText());
        });
  }

  @Test
  @DisplayName("A13: ML-KEM-768, implicit rejection and malformed ciphertexts")
  void mlkem768() {
    for (VectorCase vector : VectorFile.read("mlkem768").cases()) {
      checkMlkem(
          vector.id(), vector.bytes("seed"), vector.bytes("c"), vector.valid(), vector.out());
    }
    forEachPublished(
        "wycheproof-mlkem_768_test.json",
        (group, test) -> {
          byte[] seed = hex(test, "seed");
          if (seed.length == MlKem768.SEED_BYTES) { // ours always is
            boolean valid = test.path("result").asText().equals("valid");
            checkMlkem(test.path("tcId").asText(), seed, hex(test, "c"), valid, test);
          }
        });
  }

  @Test
  @DisplayName("SG-4: Ed25519, encodings and malleability")
  void ed25519() {
    for (VectorCase vector : VectorFile.read("ed25519").cases()) {
      boolean verified =
          StrictEd25519.verify(
              vector.bytes("public"), vector.bytes("message"), vector.bytes("signature"));
      assertEquals(vector.valid(), verified, vector.toString());
    }
    forEachPublished(
        "wycheproof-ed25519_test.json",
        (group, test) ->
            assertEquals(
                test.path("result").asText().equals("valid"),
                StrictEd25519.verify(
                    hex(group.path("publicKey"), "pk"), hex(test, "msg"), hex(test, "sig")),
                "tc" + test.path("tcId").asText()));
  }

  @Test
  @DisplayName("SG-4: ML-DSA-65, exact lengths, empty context")
  void mldsa65() {
    for (VectorCase vector : VectorFile.read("mldsa65").cases()) {
      boolean verified =
          mldsa(vector.bytes("public"), vector.bytes("message"), vector.bytes("signature"));
      assertEquals(vector.valid(), verified, vector.toString());
    }
    forEachPublished(
        "wycheproof-mldsa_65_verify_test.json",
        (group, test) -> {
          boolean valid =
              test.path("result").asText().equals("valid") && test.path("ctx").asText().isEmpty();
          assertEquals(
              valid,
              mldsa(hex(group, "publicKey"), hex(test, "msg"), hex(test, "sig")),
              "tc" + test.path("tcId").asText());
        });
  }

  private static boolean mldsa(byte[] key, byte[] message, byte[] signature) {
    return key.length == MlDsa65.KEY_BYTES
        && MlDsa65.verify(MlDsa65.publicKey(key), message, signature);
  }

  /// An empty `shared` means that there shall be none.
  private static void checkX25519(String id, byte[] scalar, byte[] point, String shared) {
    byte[] secret = new byte[32];

    boolean agreed = X25519.calculateAgreement(scalar, 0, point, 0, secret, 0);

    assertEquals(!shared.isEmpty(), agreed, "tc" + id);
    if (agreed) {
      assertEquals(shared, HEX.formatHex(secret), "tc" + id);
    }
  }

  private static void checkMlkem(
      String id, byte[] seed, byte[] ciphertext, boolean valid, JsonNode out) {
    var grown = MlKem768.grow(seed);
    try {
      byte[] secret = MlKem768.decapsulator(grown).decapsulate(ciphertext).getEncoded();
      assertTrue(valid, "tc" + id);
      assertEquals(out.path("ek").asText(), HEX.formatHex(grown.getPublicKey()), "tc" + id);
      assertEquals(out.path("K").asText(), HEX.formatHex(secret), "tc" + id);
      byte[] key = Arrays.copyOf(grown.getPublicKey(), MlKem768.PUBLIC_BYTES);
      assertTrue(MlKem768.coefficientsAreReduced(key), "tc" + id);
    } catch (DecapsulateException e) {
      assertFalse(valid, "tc" + id);
    }
  }

  private static void forEachPublished(String name, BiConsumer<JsonNode, JsonNode> check) {
    VectorFile.published(name)
        .ifPresent(
            root ->
                root.path("testGroups")
                    .forEach(
                        group -> group.path("tests").forEach(test -> check.accept(group, test))));
  }

  private static byte[] hex(JsonNode node, String name) {
    return HEX.parseHex(node.path(name).asText());
  }
}
