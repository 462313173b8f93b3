// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import nightmail.proto.Seeds;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Test;

class ParityTest {
  private static List<byte[]> data(Random random, int k) {
    List<byte[]> data = new ArrayList<>();
    for (int j = 0; j < k; j++) {
      data.add(Seeds.bytes(random, Geometry.SHARD_BYTES));
    }
    return data;
  }

  private static byte[] shard(List<byte[]> data, int index) {
    int k = data.size();
    return index < k ? data.get(index) : Parity.shard(k, index - k, data::get);
  }

  /// Shift and add, bit by bit.
  private static int slowProduct(int a, int b) {
    int product = 0;
    for (int bit = 7; bit >= 0; bit--) {
      product <<= 1;
      product ^= (product & 0x100) != 0 ? GaloisField.POLYNOMIAL : 0;
      product ^= (b >>> bit & 1) != 0 ? a : 0;
    }
    return product;
  }

  @Test
  void productsAndInversesAreThoseOfTheSlowModel() {
    for (int a = 0; a < 256; a++) {
      for (int b = 0; b < 256; b++) {
        assertEquals(slowProduct(a, b), GaloisField.multiply(a, b));
      }
    }
    for (int a = 1; a < 256; a++) {
      assertEquals(1, slowProduct(a, GaloisField.inverse(a)));
    }
  }

  /// V-8, with G as the table prints it.
  @Test
  void parityOfTheKnownAnswerIsTheirs() {
    List<byte[]> data = new ArrayList<>();
    for (int j = 0; j < 3; j++) {
      data.add(Seeds.grown("nightmail kat shard " + j, Geometry.SHARD_BYTES));
    }

    assertEquals(0xf4, Parity.coefficient(3, 0));
    assertEquals(0x8e, Parity.coefficient(3, 1));
    assertEquals(0x01, Parity.coefficient(3, 2));
    assertEquals(0x47, Parity.coefficient(4, 0));
    assertEquals(
        "782392b704855bde35fc5b86814191f3c1293c5092874d36798dfcd9d900ac20",
        Sha256.of(Parity.shard(3, 0, data::get)).hex());
    assertEquals(
        "59d94d0a78841d098436463c276adf75f4d49b16aee497e98342e10016df7dc8",
        Sha256.of(Parity.shard(3, 1, data::get)).hex());
  }

  /// T-4: every subset of k shards of a small chunk.
  @Test
  void anyThreeOfSevenShardsDecode() {
    List<byte[]> data = data(new Random(1), 3);
    for (int subset = 0; subset < 1 << 7; subset++) {
      if (Integer.bitCount(subset) == 3) {
        NavigableMap<Integer, byte[]> held = new TreeMap<>();
        for (int index = 0; index < 7; index++) {
          if ((subset >>> index & 1) != 0) {
            held.put(index, shard(data, index));
          }
        }

        assertDecodes(data, held);
      }
    }
  }

  /// T-4: random subsets of random chunks of up to 48 shards.
  @Test
  void anyKOfNShardsDecode() {
    Seeds.forEach(
        60,
        random -> {
          int k = random.nextInt(1, 25);
          int n = random.nextInt(k, 2 * k + 1);
          assertDecodes(data(random, k), random, n);
        });
  }

  /// F-3: the largest chunk, with all of its parity in use.
  @Test
  void chunkOf191ShardsDecodesWithAllParity() {
    List<byte[]> data = data(new Random(2), 191);
    NavigableMap<Integer, byte[]> held = new TreeMap<>();
    for (int index = 65; index < 256; index++) {
      held.put(index, shard(data, index));
    }

    assertDecodes(data, held);
  }

  @Test
  void fewerThanKShardsAreRefused() {
    NavigableMap<Integer, byte[]> held = new TreeMap<>();
    held.put(5, new byte[Geometry.SHARD_BYTES]);

    assertThrows(IllegalArgumentException.class, () -> Parity.decode(2, held));
  }

  @Test
  void shardBeyond256DoesNotExist() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Parity.shard(191, 65, _ -> new byte[Geometry.SHARD_BYTES]));
  }

  private static void assertDecodes(List<byte[]> data, Random random, int n) {
    List<Integer> indexes = new ArrayList<>();
    for (int index = 0; index < n; index++) {
      indexes.add(index);
    }
    Collections.shuffle(indexes, random);
    NavigableMap<Integer, byte[]> held = new TreeMap<>();
    for (int index : indexes.subList(0, data.size())) {
      held.put(index, shard(data, index));
    }
    assertDecodes(data, held);
  }

  private static void assertDecodes(List<byte[]> data, NavigableMap<Integer, byte[]> held) {
    List<byte[]> decoded = Parity.decode(data.size(), held);

    assertEquals(data.size(), decoded.size());
    for (int j = 0; j < data.size(); j++) {
      assertArrayEquals(data.get(j), decoded.get(j));
    }
  }
}
