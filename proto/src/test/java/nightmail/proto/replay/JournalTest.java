// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final long EPOCH = 20_000;
  static final Fixed32 KEY_DIGEST =
      Fixed32.parseHex("c87a8784d6ee0ca58c639917f3f87056f0694a3ba3392dcb44e5c1a90a3e4d40");

  /// A file that grows block by block, and where its blocks end.
  private static final class Growing {
    final ByteArrayOutputStream file = new ByteArrayOutputStream();
    final List<Integer> ends = new ArrayList<>();
    JournalChain chain;

    Growing() {
      byte[] header = Journal.header(EPOCH, KEY_DIGEST);
      file.writeBytes(header);
      chain = Journal.start(header);
      ends.add(file.size());
    }

    Growing add(JournalChain.Block block) {
      file.writeBytes(block.bytes());
      chain = block.next();
      ends.add(file.size());
      return this;
    }

    byte[] bytes() {
      return file.toByteArray();
    }
  }

  private final List<byte[]> read = new ArrayList<>();

  private Journal.Reading read(byte[] file) {
    read.clear();
    return Journal.read(file, EPOCH, KEY_DIGEST, read::add);
  }

  private static List<byte[]> tags(Random random, int count) {
    List<byte[]> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add(Seeds.bytes(random, 16));
    }
    return tags;
  }

  private static Growing growing(boolean closed) {
    Random random = new Random(21);
    Growing file = new Growing();
    file.add(file.chain.open());
    file.add(file.chain.tags(tags(random, 3)));
    file.add(file.chain.tags(tags(random, 2)));
    return closed ? file.add(file.chain.close()) : file;
  }

  /// V-9.
  @Test
  void journalOfTheKnownAnswerIsTheirs() {
    HexFormat hex = HexFormat.of();
    Growing file = new Growing();
    file.add(file.chain.open());
    file.add(
        file.chain.tags(
            List.of(
                hex.parseHex("9084210c5cd2611a004353505eb9168f"),
                hex.parseHex("8bd5276d9a86467d19267124503cab36"))));
    file.add(file.chain.close());

    byte[] bytes = file.bytes();

    assertEquals(144, bytes.length);
    assertEquals(0x1fef3d6fL, file.chain.crc());
    assertEquals(
        "da02045f593e712e37d7335f5504c3f89d5377b2ddfc7f317f99a8095edd8b76", Sha256.of(bytes).hex());
    assertEquals(new Journal.Good(144, file.chain, true), read(bytes));
    assertEquals(2, read.size());
  }

  /// what is written is read, in order, and the chain goes on where it ended.
  @Test
  void tagsComeBackInOrder() {
    Seeds.forEach(
        60,
        random -> {
          Growing file = new Growing();
          List<byte[]> written = new ArrayList<>();
          for (int block = random.nextInt(5); block >= 0; block--) {
            List<byte[]> tags = tags(random, random.nextInt(1, random.nextInt(2, 4_098)));
            written.addAll(tags);
            file.add(file.chain.open()).add(file.chain.tags(tags));
          }

          assertEquals(new Journal.Good(file.file.size(), file.chain, false), read(file.bytes()));
          assertEquals(written.size(), read.size());
          for (int i = 0; i < read.size(); i++) {
            assertArrayEquals(written.get(i), read.get(i));
          }
        });
  }

  /// J-2, J-3: space allocated ahead.
  @Test
  void zerosBehindTheLastBlockAreNoBlocks() {
    byte[] whole = growing(false).bytes();

    assertEquals(read(whole), read(Arrays.copyOf(whole, whole.length + 200_001)));
    assertEquals(
        new Journal.Good(64, Journal.start(whole), false),
        read(Arrays.copyOf(Arrays.copyOf(whole, 64), 1_000)));
  }

  /// A7: truncated at each offset.
  @Test
  void fileCutAnywhereIsTornAtTheBlockThatWasCut() {
    Growing grown = growing(true);
    byte[] whole = grown.bytes();
    for (int length = 0; length < whole.length; length++) {
      Journal.Reading reading = read(Arrays.copyOf(whole, length));
      int cut = length;
      int end = grown.ends.stream().filter(e -> e <= cut).mapToInt(e -> e).max().orElse(0);

      if (end == 0) {
        assertEquals(new Journal.Retire(), reading);
      } else if (end == length) {
        assertEquals(length, assertInstanceOf(Journal.Good.class, reading).offset());
      } else {
        assertEquals(end, assertInstanceOf(Journal.Torn.class, reading).offset());
      }
    }
  }

  /// A7: each bit flipped; only the last block can be torn, and only after no close block.
  @Test
  void flippedBitIsTornInTheLastBlockAndRetiresBefore() {
    for (boolean closed : new boolean[] {false, true}) {
      Growing grown = growing(closed);
      int last = grown.ends.get(grown.ends.size() - 2);
      byte[] whole = grown.bytes();
      for (int bit = 0; bit < 8 * whole.length; bit++) {
        byte[] flipped = whole.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));

        Journal.Reading reading = read(flipped);

        if (bit / 8 < last) {
          assertEquals(new Journal.Retire(), reading, "bit " + bit);
        } else {
          assertEquals(last, assertInstanceOf(Journal.Torn.class, reading).offset());
        }
      }
    }
  }

  /// J-3: after a clean stop nothing can be torn.
  @Test
  void rubbishBehindACloseBlockRetiresTheKey() {
    byte[] closed = growing(true).bytes();
    byte[] longer = Arrays.copyOf(closed, closed.length + 16);
    longer[closed.length + 3] = 1;

    assertEquals(new Journal.Retire(), read(longer));
  }

  /// J-3: one block of 65,552 bytes can be torn, one byte more cannot.
  @Test
  void moreThanABlockOfRubbishRetiresTheKey() {
    byte[] whole = growing(false).bytes();
    byte[] most = Arrays.copyOf(whole, whole.length + 65_552);
    most[most.length - 1] = 1;
    byte[] more = Arrays.copyOf(whole, whole.length + 65_553);
    more[more.length - 1] = 1;

    assertEquals(whole.length, assertInstanceOf(Journal.Torn.class, read(most)).offset());
    assertEquals(new Journal.Retire(), read(more));
  }

  /// J-3: a lost batch in the middle of zeros is no torn end.
  @Test
  void missingBlockRetiresTheKey() {
    Growing grown = growing(true);
    byte[] whole = grown.bytes();
    Arrays.fill(whole, grown.ends.get(1), grown.ends.get(2), (byte) 0);

    assertEquals(new Journal.Retire(), read(whole));
  }

  /// A4, J-3: a journal of another key or epoch.
  @Test
  void journalOfAnotherKeyRetiresTheKey() {
    byte[] whole = growing(true).bytes();
    Fixed32 other = Sha256.of(new byte[1]);

    assertEquals(new Journal.Retire(), Journal.read(whole, EPOCH + 1, KEY_DIGEST, read::add));
    assertEquals(new Journal.Retire(), Journal.read(whole, EPOCH, other, read::add));
    assertTrue(read.isEmpty());
  }

  /// J-3: after the torn block is cut off, the journal goes on.
  @Test
  void tornJournalGoesOnWhereItWasCut() {
    byte[] whole = growing(false).bytes();
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    Journal.Torn torn = assertInstanceOf(Journal.Torn.class, read(cut));

    byte[] open = torn.chain().open().bytes();
    byte[] mended = Arrays.copyOf(cut, torn.offset() + open.length);
    System.arraycopy(open, 0, mended, torn.offset(), open.length);

    assertInstanceOf(Journal.Good.class, read(mended));
    assertEquals(3, read.size());
  }

  /// J-1: 4,096 tags, and one beyond.
  @Test
  void blockHoldsAtMost4096Tags() {
    JournalChain chain = new JournalChain(0, 0);
    List<byte[]> more = tags(new Random(22), 4_097);

    assertEquals(65_552, chain.tags(more.subList(0, 4_096)).bytes().length);
    assertThrows(IllegalArgumentException.class, () -> chain.tags(more));
    assertThrows(IllegalArgumentException.class, () -> chain.tags(List.of()));
  }
}
