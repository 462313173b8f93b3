// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Hybrid signatures: SG-2, SG-3, SG-4 of `docs/spec/directory.md`.
class HybridSignatureTest {
  private static final byte[] MESSAGE = "the exact bytes".getBytes(US_ASCII);

  private final HybridKeyPair pair = HybridKeyPair.generate(new Random(1));
  private final HybridSignature good = pair.sign(MESSAGE);

  @Test
  void ownSignatureVerifies() {
    assertTrue(pair.publicKey().verify(MESSAGE, good));
  }

  @Test
  void otherBytesDoNotVerify() {
    assertFalse(pair.publicKey().verify("the exact byteS".getBytes(US_ASCII), good));
  }

  @Test
  @DisplayName("SG-2: both halves must verify")
  void oneGoodHalfIsNotEnough() {
    HybridSignature other = HybridKeyPair.generate(new Random(2)).sign(MESSAGE);

    assertFalse(
        pair.publicKey().verify(MESSAGE, HybridSignature.of(good.ed25519(), other.mldsa65())));
    assertFalse(
        pair.publicKey().verify(MESSAGE, HybridSignature.of(other.ed25519(), good.mldsa65())));
  }

  @Test
  void aSeedGrowsTheSamePairAndSignature() {
    HybridKeyPair again = HybridKeyPair.fromSeed(pair.seed());

    assertEquals(pair.publicKey(), again.publicKey());
    assertEquals(good, again.sign(MESSAGE));
  }

  @Test
  void mldsaSeedGrowsTheKeyBouncyCastleGrows() {
    byte[] xi = new byte[32];
    System.arraycopy(pair.seed().exposedBytes(), 32, xi, 0, 32);

    var reference = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, xi);

    assertArrayEquals(reference.getPublicKey(), pair.publicKey().mldsa65());
  }

  @Test
  @DisplayName("SG-3: the key id is the hash of both halves")
  void keyIdCoversBothHalves() {
    byte[] label = "nightmail-key-v1".getBytes(US_ASCII);

    assertEquals(
        Sha256.of(label, new byte[1], pair.publicKey().ed25519(), pair.publicKey().mldsa65()),
        pair.publicKey().keyId());
    assertNotEquals(
        pair.publicKey().keyId(), HybridKeyPair.generate(new Random(2)).publicKey().keyId());
  }

  @Test
  @DisplayName("SG-4: S + L is the same equation but not the same bytes")
  void unreducedScalarIsRefused() {
    byte[] raised = addOrder(good.ed25519());

    assertFalse(pair.publicKey().verify(MESSAGE, HybridSignature.of(raised, good.mldsa65())));
  }

  @Test
  @DisplayName("SG-4: points of small order, and y not below the prime, are no keys")
  void smallOrderAndNonCanonicalKeysAreRefused() {
    String[] bad = {
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0000000000000000000000000000000000000000000000000000000000000080",
      "0100000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000080",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    };

    for (String key : bad) {
      byte[] ed25519 = HexFormat.of().parseHex(key);
      assertTrue(HybridPublicKey.parse(ed25519, pair.publicKey().mldsa65()).isEmpty(), key);
    }
  }

  @Test
  void lengthsAreExact() {
    byte[] ed = pair.publicKey().ed25519();
    byte[] ml = pair.publicKey().mldsa65();

    assertTrue(HybridPublicKey.parse(new byte[31], ml).isEmpty());
    assertTrue(HybridPublicKey.parse(ed, new byte[1_951]).isEmpty());
    assertTrue(HybridPublicKey.parse(ed, new byte[1_953]).isEmpty());
    assertTrue(HybridSignature.parse(new byte[63], new byte[3_309]).isEmpty());
    assertTrue(HybridSignature.parse(new byte[64], new byte[3_310]).isEmpty());
  }

  @Test
  void anErasedPairSignsNothing() {
    pair.erase();

    assertThrows(IllegalStateException.class, () -> pair.sign(MESSAGE));
  }

  @Test
  void secretsShowTheirLengthOnly() {
    assertEquals("SecretBytes[64]", pair.seed().toString());
  }

  private static byte[] addOrder(byte[] signature) {
    byte[] order =
        HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] raised = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int sum = (raised[32 + i] & 0xff) + (order[i] & 0xff) + carry;
      raised[32 + i] = (byte) sum;
      carry = sum >> 8;
    }
    return raised;
  }
}
