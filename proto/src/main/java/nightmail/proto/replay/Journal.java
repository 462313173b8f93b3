// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;
import nightmail.proto.bytes.Fixed32;

/// The file that outlives a crash: all tags one mix key has opened (`docs/spec/replay.md` J-1,
/// J-3).
///
/// | offset | bytes | header |
/// |---|---|---|
/// | 0 | 8, 2, 2 | "NMREPLY1"; version 1; header length 64 |
/// | 12 | 2, 2, 8 | tag length 16; 0; key epoch |
/// | 24 | 32, 4, 4 | SHA-256 of the mix public key; 0; CRC-32C of bytes 0…59 |
///
/// | offset | bytes | block |
/// |---|---|---|
/// | 0 | 4, 4 | "NMJB"; sequence from 0 |
/// | 8 | 2, 2 | kind: 1 tags, 2 close, 3 open; count of tags |
/// | 12 | 4 | CRC-32C of the CRC before, bytes 0…11 and the tags |
/// | 16 | 16 · count | tags |
///
/// A file ends where it ends or where only zeros follow, since space may be allocated ahead. At
/// most one block is ever unsynced. So a bad last block is torn by a crash, and none of its packets
/// has left: it is cut off. Anything else means that tags are lost which were synced, and the key
/// must be retired.
public final class Journal {
  public static final int HEADER_BYTES = 64;

  private static final byte[] MAGIC = "NMREPLY1".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int SUMMED_BYTES = HEADER_BYTES - 4;
  private static final int STEP_BYTES = 16;
  private static final int MAX_BLOCK_BYTES =
      JournalChain.BLOCK_HEADER_BYTES + ReplayTable.TAG_BYTES * JournalChain.MAX_TAGS;

  private final byte[] file;
  private final int nonZeroEnd;
  private final Consumer<byte[]> tags;
  private int offset = HEADER_BYTES;
  private JournalChain chain;
  private int lastKind;

  private Journal(byte[] file, JournalChain chain, Consumer<byte[]> tags) {
    this.file = file;
    this.nonZeroEnd = nonZeroEnd(file);
    this.chain = chain;
    this.tags = tags;
  }

  /// What a journal says.
  public sealed interface Reading {}

  /// Whole: append at `offset`.
  ///
  /// @param closed whether the last stop was clean
  public record Good(int offset, JournalChain chain, boolean closed) implements Reading {}

  /// Whole but for a block that a crash cut: truncate to `offset`, then append there.
  public record Torn(int offset, JournalChain chain) implements Reading {}

  /// Tags may be missing, or it is no journal of this key: destroy the key and publish another.
  public record Retire() implements Reading {}

  /// The first 64 bytes of a new journal; the caller owns them.
  public static byte[] header(long keyEpoch, Fixed32 publicKeyDigest) {
    ByteWriter out = new ByteWriter(HEADER_BYTES);
    out.bytes(MAGIC).u16(VERSION).u16(HEADER_BYTES).u16(ReplayTable.TAG_BYTES).u16(0);
    out.u64(keyEpoch).fixed32(publicKeyDigest).zeros(4);
    return out.u32(crc(out.array())).array();
  }

  /// The chain at the end of a new journal.
  public static JournalChain start(byte[] header) {
    return new JournalChain(0, crc(header));
  }

  /// Reads a whole file of at most 2 GiB, hands each tag of a good block to `tags` in order, and
  /// says how it ends. Tags handed out before a [Retire] belong to a key that is destroyed.
  public static Reading read(
      byte[] file, long keyEpoch, Fixed32 publicKeyDigest, Consumer<byte[]> tags) {
    byte[] header = header(keyEpoch, publicKeyDigest);
    return file.length >= HEADER_BYTES
            && Arrays.equals(file, 0, HEADER_BYTES, header, 0, HEADER_BYTES)
        ? new Journal(file, start(header), tags).read()
        : new Retire();
  }

  private Reading read() {
    while (offset < nonZeroEnd) {
      if (!readBlock()) {
        return isTorn() ? new Torn(offset, chain) : new Retire();
      }
    }
    return new Good(offset, chain, lastKind == JournalChain.CLOSE);
  }

  private boolean readBlock() {
    int bytes = blockBytes(offset);
    if (bytes == 0 || sequenceAt(offset) != chain.sequence()) {
      return false;
    }
    JournalChain next = chain.after(file, offset, bytes);
    ByteReader crcField = new ByteReader(file, offset + JournalChain.CRC_OFFSET, file.length);
    if (crcField.u32() != next.crc()) {
      return false;
    }
    int end = offset + bytes;
    for (int at = offset + JournalChain.BLOCK_HEADER_BYTES; at < end; at += STEP_BYTES) {
      tags.accept(Arrays.copyOfRange(file, at, at + ReplayTable.TAG_BYTES));
    }
    lastKind = kindAt(offset);
    chain = next;
    offset = end;
    return true;
  }

  private boolean isTorn() {
    return lastKind != JournalChain.CLOSE
        && nonZeroEnd - offset <= MAX_BLOCK_BYTES
        && !laterBlockFollows();
  }

  /// Whether something at a step behind the bad block has the form and number of a later block. Its
  /// CRC hangs on the bad block's and cannot be asked; to err here costs a key, not a replay.
  private boolean laterBlockFollows() {
    for (int at = offset + STEP_BYTES; at < nonZeroEnd; at += STEP_BYTES) {
      if (blockBytes(at) != 0 && sequenceAt(at) > chain.sequence()) {
        return true;
      }
    }
    return false;
  }

  /// Length of the block whose header stands at `at`; 0 if none does or it does not fit.
  private int blockBytes(int at) {
    ByteReader in = new ByteReader(file, at, file.length);
    in.demandBytes(JournalChain.MAGIC);
    in.u32();
    int kind = in.u16();
    int count = in.u16();
    in.demand(kind >= JournalChain.TAGS && kind <= JournalChain.OPEN);
    in.demand(count <= (kind == JournalChain.TAGS ? JournalChain.MAX_TAGS : 0));
    in.u32();
    int tagBytes = ReplayTable.TAG_BYTES * count;
    in.demand(in.remainingBytes() >= tagBytes);
    return in.ok() ? JournalChain.BLOCK_HEADER_BYTES + tagBytes : 0;
  }

  private long sequenceAt(int at) {
    return new ByteReader(file, at + 4, file.length).u32();
  }

  private int kindAt(int at) {
    return new ByteReader(file, at + 8, file.length).u16();
  }

  private static int nonZeroEnd(byte[] file) {
    int end = file.length;
    while (end > 0 && file[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static long crc(byte[] header) {
    CRC32C sum = new CRC32C();
    sum.update(header, 0, SUMMED_BYTES);
    return sum.getValue();
  }
}
