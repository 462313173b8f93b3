// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nightmail.proto.Seeds;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
  @Test
  void whatAWriterWroteIsReadBack() {
    Seeds.forEach(
        200,
        random -> {
          int u8 = random.nextInt(1 << 8);
          int u16 = random.nextInt(1 << 16);
          long u32 = random.nextLong(1L << 32);
          long u64 = random.nextLong();
          Fixed32 fixed = Fixed32.of(Seeds.bytes(random, 32));
          ByteWriter out = new ByteWriter(50);
          out.u8(u8).u16(u16).u32(u32).u64(u64).zeros(2).fixed32(fixed).u8(7);

          ByteReader in = new ByteReader(out.array());

          assertEquals(u8, in.u8());
          assertEquals(u16, in.u16());
          assertEquals(u32, in.u32());
          assertEquals(u64, in.u64());
          in.demandZeros(2);
          assertEquals(fixed, in.fixed32());
          assertArrayEquals(new byte[] {7}, in.bytes(1));
          assertTrue(in.okAtEnd());
        });
  }

  @Test
  void readingBeyondTheEndFailsForGood() {
    ByteReader in = new ByteReader(new byte[] {1, 2, 3});

    assertEquals(0, in.u32());

    assertEquals(0, in.u8());
    assertEquals(0, in.bytes(1).length);
    assertFalse(in.ok());
  }

  @Test
  void negativeCountFails() {
    ByteReader in = new ByteReader(new byte[3]);

    in.bytes(-1);

    assertFalse(in.ok());
  }

  @Test
  void aByteThatIsNotZeroFailsTheDemand() {
    ByteReader in = new ByteReader(new byte[] {0, 0, 1});

    in.demandZerosToEnd();

    assertFalse(in.ok());
  }

  @Test
  void writerRefusesAValueThatDoesNotFit() {
    ByteWriter out = new ByteWriter(8);

    assertThrows(IllegalArgumentException.class, () -> out.u16(1 << 16));
    assertThrows(IllegalArgumentException.class, () -> out.u32(-1));
    assertThrows(IllegalArgumentException.class, () -> out.zeros(9));
  }
}
