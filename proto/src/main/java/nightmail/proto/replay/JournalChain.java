// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import java.util.List;
import java.util.zip.CRC32C;
import nightmail.proto.bytes.ByteWriter;

/// Where a journal ends: what the next block needs to know of all before it (`docs/spec/replay.md`
/// J-1).
///
/// @param sequence of the next block, 32 bits
/// @param crc of the block or header before it, 32 bits
public record JournalChain(long sequence, long crc) {
  static final byte[] MAGIC = {'N', 'M', 'J', 'B'};
  static final int TAGS = 1;
  static final int CLOSE = 2;
  static final int OPEN = 3;

  /// Tags one block holds at most; a longer batch is several blocks.
  public static final int MAX_TAGS = 4_096;

  static final int BLOCK_HEADER_BYTES = 4 + 4 + 2 + 2 + 4;
  static final int CRC_OFFSET = 12;

  /// Bytes to append, and the chain after them. The array is the block's own.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
  public record Block(byte[] bytes, JournalChain next) {}

  /// The block a start appends and syncs before it listens (J-2).
  public Block open() {
    return block(OPEN, List.of());
  }

  /// The block of a clean stop (J-2).
  public Block close() {
    return block(CLOSE, List.of());
  }

  /// A batch of tags of 16 bytes.
  ///
  /// @throws IllegalArgumentException unless there are 1 to 4,096
  public Block tags(List<byte[]> tags) {
    if (tags.isEmpty() || tags.size() > MAX_TAGS) {
      throw new IllegalArgumentException("a block of " + tags.size() + " tags");
    }
    return block(TAGS, tags);
  }

  private Block block(int kind, List<byte[]> tags) {
    int bytes = BLOCK_HEADER_BYTES + ReplayTable.TAG_BYTES * tags.size();
    ByteWriter out = new ByteWriter(bytes);
    out.bytes(MAGIC).u32(sequence).u16(kind).u16(tags.size()).zeros(4);
    for (byte[] tag : tags) {
      checkTag(tag);
      out.bytes(tag);
    }
    byte[] block = out.array();
    JournalChain next = after(block, 0, bytes);
    for (int i = 0; i < 4; i++) {
      block[CRC_OFFSET + i] = (byte) (next.crc >>> (24 - 8 * i));
    }
    return new Block(block, next);
  }

  /// The chain after the block `file[from .. from + bytes)`, whatever CRC stands in it.
  JournalChain after(byte[] file, int from, int bytes) {
    CRC32C sum = new CRC32C();
    sum.update(new ByteWriter(4).u32(crc).array());
    sum.update(file, from, CRC_OFFSET);
    sum.update(file, from + BLOCK_HEADER_BYTES, bytes - BLOCK_HEADER_BYTES);
    return new JournalChain(sequence + 1, sum.getValue());
  }

  private static void checkTag(byte[] tag) {
    if (tag.length != ReplayTable.TAG_BYTES) {
      throw new IllegalArgumentException("16 bytes of tag wanted, not " + tag.length);
    }
  }
}
