// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The bulk primitives against RFC 4231, RFC 5869 and Bouncy Castle.
class EngineTest {
  private static final HexFormat HEX = HexFormat.of();

  private final Engine engine = new Engine();

  @Test
  @DisplayName("RFC 4231 §4.3 and §4.2: HMAC-SHA-256, as extraction takes any key")
  void macOfTheRfc() {
    byte[] jefe = engine.extract(ascii("Jefe"), ascii("what do ya want for nothing?"));
    byte[] hiThere = engine.extract(filled(20, 0x0b), ascii("Hi There"));

    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", HEX.formatHex(jefe));
    assertEquals(
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", HEX.formatHex(hiThere));
  }

  @Test
  void macOfA32ByteKeyIsTheSameByEitherWay() {
    byte[] key = filled(32, 0x5a);
    byte[] target = new byte[40];

    engine.mac(key, ascii("..data.."), 2, 4, target, 4);

    assertArrayEquals(engine.extract(key, ascii("data")), Arrays.copyOfRange(target, 4, 36));
    assertArrayEquals(filled(32, 0x5a), key);
  }

  @Test
  @DisplayName("RFC 5869 A.1: the first block of HKDF-SHA-256")
  void expansionOfTheRfc() {
    byte[] prk = engine.extract(HEX.parseHex("000102030405060708090a0b0c"), filled(22, 0x0b));
    byte[] info =
        HEX.parseHex("f0f1f2f3f4f5f6f7f8f901"); // the counter of block 1 is part of a label
    byte[] whole = new byte[32];
    byte[] part = new byte[16];

    engine.expand(prk, new byte[][] {info, info}, new byte[][] {whole, part});

    assertEquals(
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", HEX.formatHex(prk));
    assertEquals(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf", HEX.formatHex(whole));
    assertArrayEquals(Arrays.copyOf(whole, 16), part);
  }

  @Test
  void streamIsAesCounterModeFromZeroInPlace() {
    Random random = new Random(4);
    for (int length : new int[] {0, 1, 15, 16, 17, 4_840, 26_740}) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      byte[] data = new byte[length + 8];
      random.nextBytes(data);
      byte[] wanted = data.clone();
      var reference = SICBlockCipher.newInstance(AESEngine.newInstance());
      reference.init(true, new ParametersWithIV(new KeyParameter(key), new byte[16]));
      reference.processBytes(data, 5, length, wanted, 5);

      engine.xorStream(key, data, 5, length);

      assertArrayEquals(wanted, data, "length " + length);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
