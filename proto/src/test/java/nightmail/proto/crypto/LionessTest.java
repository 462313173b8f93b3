// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LIONESS, K-8 of `docs/spec/packet.md`.
class LionessTest {
  private static final int BLOCK_BYTES = 26_772;

  private final Engine engine = new Engine();
  private final Random random = new Random(3);

  @Test
  @DisplayName("V-2: the first round key of a known body key")
  void roundKeys() {
    byte[] key =
        HexFormat.of().parseHex("bde3446c80e6e33167f35e59fd99f329c66aedbb670e909fc6fd8f0222b48e4b");

    byte[][] keys = Lioness.roundKeys(key, engine);

    assertEquals(
        "55a91e917bdd18ffe40ac02c7a6653d0b14a610deedf19ab3b30e8b378152bf2",
        HexFormat.of().formatHex(keys[0]));
  }

  @Test
  void decryptUndoesEncryptAndTouchesNothingElse() {
    byte[] key = bytes(32);
    byte[] packet = bytes(BLOCK_BYTES + 20);
    byte[] before = packet.clone();

    Lioness.encrypt(key, packet, 10, BLOCK_BYTES, engine);
    assertTrue(Arrays.mismatch(packet, before) >= 10);
    Lioness.decrypt(key, packet, 10, BLOCK_BYTES, engine);

    assertArrayEquals(before, packet);
  }

  @Test
  void oneChangedByteScramblesTheWholeBlockEitherWay() {
    byte[] key = bytes(32);
    byte[] block = bytes(BLOCK_BYTES);
    for (int at : new int[] {0, 31, 32, 20_000, BLOCK_BYTES - 1}) {
      byte[] changed = block.clone();
      changed[at] ^= 1;

      assertTrue(differing(key, block, changed, true) > BLOCK_BYTES * 98 / 100, "enc " + at);
      assertTrue(differing(key, block, changed, false) > BLOCK_BYTES * 98 / 100, "dec " + at);
    }
  }

  private int differing(byte[] key, byte[] one, byte[] other, boolean encrypt) {
    byte[] a = one.clone();
    byte[] b = other.clone();
    for (byte[] block : new byte[][] {a, b}) {
      if (encrypt) {
        Lioness.encrypt(key, block, 0, BLOCK_BYTES, engine);
      } else {
        Lioness.decrypt(key, block, 0, BLOCK_BYTES, engine);
      }
    }
    int count = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
