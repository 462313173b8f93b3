// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import nightmail.proto.vector.VectorCase;
import nightmail.proto.vector.VectorFile;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// X-Wing from two providers: K-1 to K-4 of `docs/spec/packet.md`, TK-5 of the directory.
class XWingTest {
  private final Engine engine = new Engine();
  private final Random random = new Random(5);

  @Test
  @DisplayName("K-1: the vectors of the draft, in both halves")
  void draftVectorsPass() {
    for (VectorCase vector : VectorFile.read("xwing").cases()) {
      XWing.KeyPair pair = XWing.KeyPair.fromSeed(SecretBytes.owning(vector.bytes("seed")));
      vector.assertBytes(vector.out().path("pk"), pair.publicKey().toBytes(), "pk");

      XWing.Encapsulation sent = pair.publicKey().encapsulate(vector.bytes("eseed"), engine);

      vector.assertBytes(vector.out().path("ct"), sent.ciphertext(), "ct");
      vector.assertBytes(vector.out().path("ss"), sent.secret(), "ss sent");
      vector.assertBytes(vector.out().path("ss"), open(pair, sent.ciphertext()), "ss opened");
    }
  }

  @Test
  void bouncyCastlesXWingAgreesBothWays() {
    for (int i = 0; i < 10; i++) {
      byte[] seed = bytes(32);
      XWing.KeyPair pair = XWing.KeyPair.fromSeed(SecretBytes.copyOf(seed));
      byte[] key = pair.publicKey().toBytes();
      var extractor = new XWingKEMExtractor(new XWingPrivateKeyParameters(seed));

      XWing.Encapsulation ours = pair.publicKey().encapsulate(bytes(64), engine);
      assertArrayEquals(extractor.extractSecret(ours.ciphertext()), ours.secret());

      var theirs =
          new XWingKEMGenerator(GivenRandom.of(bytes(64), 0, 64))
              .generateEncapsulated(new XWingPublicKeyParameters(key));
      assertArrayEquals(theirs.getSecret(), open(pair, theirs.getEncapsulation()));
    }
  }

  @Test
  @DisplayName("A12, K-4: every point of small order is reported, in ciphertexts and in keys")
  void smallOrderIsReported() {
    XWing.KeyPair pair = pair();
    byte[] ciphertext = pair.publicKey().encapsulate(bytes(64), engine).ciphertext();
    byte[] key = pair.publicKey().toBytes();
    int points = 0;
    for (VectorCase vector : VectorFile.read("x25519").cases()) {
      byte[] point = vector.bytes("public");
      System.arraycopy(point, 0, ciphertext, 1_088, 32);
      System.arraycopy(point, 0, key, 1_184, 32);

      boolean agreed = pair.decapsulate(ciphertext, 0, new byte[32], engine);

      assertEquals(vector.valid(), agreed, vector.id());
      assertEquals(vector.valid(), XWing.PublicKey.parse(key).isPresent(), vector.id());
      points += vector.valid() ? 0 : 1;
    }
    assertTrue(points >= 12, "only " + points + " points of small order");
  }

  @Test
  @DisplayName("A12: the unused high bit of a point changes the secret all the same")
  void highBitIsBoundIntoTheSecret() {
    XWing.KeyPair pair = pair();
    XWing.Encapsulation sent = pair.publicKey().encapsulate(bytes(64), engine);
    byte[] changed = sent.ciphertext().clone();
    changed[changed.length - 1] ^= (byte) 0x80;

    assertFalse(Arrays.equals(sent.secret(), open(pair, changed)));
  }

  @Test
  @DisplayName("A13, TK-5, F5: wrong lengths and unreduced coefficients are no keys")
  void malformedKeysAreRefused() {
    byte[] key = pair().publicKey().toBytes();
    assertTrue(XWing.PublicKey.parse(key).isPresent());
    assertTrue(XWing.PublicKey.parse(Arrays.copyOf(key, 1_215)).isEmpty());
    assertTrue(XWing.PublicKey.parse(Arrays.copyOf(key, 1_217)).isEmpty());
    assertTrue(XWing.PublicKey.parse(new byte[1_216]).isEmpty());

    for (int at : new int[] {0, 1, 383, 766, 767}) {
      assertTrue(XWing.PublicKey.parse(withCoefficient(key, at, 3_328)).isPresent(), "at " + at);
      assertTrue(XWing.PublicKey.parse(withCoefficient(key, at, 3_329)).isEmpty(), "at " + at);
      assertTrue(XWing.PublicKey.parse(withCoefficient(key, at, 4_095)).isEmpty(), "at " + at);
    }
  }

  @Test
  @DisplayName("K-3: a key that was never checked fails when it is used")
  void badKeyFailsAtUse() {
    byte[] key = pair().publicKey().toBytes();
    byte[] smallOrder = Arrays.copyOf(Arrays.copyOf(key, 1_184), 1_216);

    assertThrows(
        IllegalArgumentException.class,
        () -> XWing.PublicKey.of(withCoefficient(key, 5, 3_329)).encapsulate(bytes(64), engine));
    assertThrows(
        IllegalArgumentException.class,
        () -> XWing.PublicKey.of(smallOrder).encapsulate(bytes(64), engine));
  }

  @Test
  @DisplayName("A13: a forged ML-KEM half yields another secret, not an error")
  void forgedCiphertextIsRejectedImplicitly() {
    XWing.KeyPair pair = pair();
    XWing.Encapsulation sent = pair.publicKey().encapsulate(bytes(64), engine);
    for (int at = 0; at < 1_088; at += 17) {
      byte[] forged = sent.ciphertext().clone();
      forged[at] ^= 1;
      byte[] secret = new byte[32];

      assertTrue(pair.decapsulate(forged, 0, secret, engine));
      assertFalse(Arrays.equals(sent.secret(), secret), "at " + at);
    }
  }

  @Test
  void erasedPairOpensNothing() {
    XWing.KeyPair pair = pair();
    XWing.Encapsulation sent = pair.publicKey().encapsulate(bytes(64), engine);
    pair.erase();

    byte[] secret = new byte[32];
    pair.decapsulate(sent.ciphertext(), 0, secret, engine);

    assertFalse(Arrays.equals(sent.secret(), secret));
    assertThrows(IllegalStateException.class, () -> pair.seed().exposedBytes());
  }

  private byte[] open(XWing.KeyPair pair, byte[] ciphertext) {
    byte[] secret = new byte[32];
    byte[] shifted = new byte[ciphertext.length + 4];
    System.arraycopy(ciphertext, 0, shifted, 4, ciphertext.length);
    assertTrue(pair.decapsulate(shifted, 4, secret, engine));
    return secret;
  }

  private XWing.KeyPair pair() {
    return XWing.KeyPair.fromSeed(SecretBytes.owning(bytes(32)));
  }

  private static byte[] withCoefficient(byte[] key, int at, int value) {
    byte[] changed = key.clone();
    int i = at / 2 * 3;
    if (at % 2 == 0) {
      changed[i] = (byte) value;
      changed[i + 1] = (byte) ((changed[i + 1] & 0xf0) | (value >> 8));
    } else {
      changed[i + 1] = (byte) ((changed[i + 1] & 0x0f) | ((value & 0x0f) << 4));
      changed[i + 2] = (byte) (value >> 4);
    }
    return changed;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
