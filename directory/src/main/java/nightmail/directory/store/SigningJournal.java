// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import nightmail.proto.bytes.Fixed32;

/// Which digest was signed in which epoch, on disk before the signature is made; so no epoch ever
/// gets two.
///
/// One file of records: u32 length = 40, u32 CRC-32C, u64 epoch, digest 32. A torn last record is
/// cut: its signature was never made. Owned by the authority thread.
public final class SigningJournal {
  private static final int BODY_BYTES = Long.BYTES + Fixed32.BYTES;
  private static final int RECORD_BYTES = 4 + 4 + BODY_BYTES;

  private final Path file;
  private final NavigableMap<Long, Fixed32> signed = new TreeMap<>();

  private SigningJournal(Path file) {
    this.file = file;
  }

  /// Reads what is there.
  ///
  /// @throws IOException if it cannot be read, or is damaged before its last record
  public static SigningJournal open(Path file) throws IOException {
    SigningJournal journal = new SigningJournal(file);
    if (Files.exists(file)) {
      journal.replay(Files.readAllBytes(file));
    } else {
      DurableFile.write(file, new byte[0]);
    }
    return journal;
  }

  private void replay(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int good = 0;
    while (buffer.remaining() >= RECORD_BYTES) {
      int length = buffer.getInt();
      int crc = buffer.getInt();
      byte[] body = new byte[BODY_BYTES];
      buffer.get(body);
      if (length != BODY_BYTES || crc != crcOf(body)) {
        break;
      }
      signed.put(ByteBuffer.wrap(body).getLong(), Fixed32.at(body, Long.BYTES));
      good += RECORD_BYTES;
    }
    if (bytes.length - good > RECORD_BYTES) {
      throw new IOException("signing journal damaged at byte " + good + ": " + file.getFileName());
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(good);
      channel.force(true);
    }
  }

  /// Writes and syncs.
  ///
  /// @throws IOException if the disk does not take it: then nothing may be signed
  /// @throws IllegalStateException if the epoch has another digest already
  public void append(long epoch, Fixed32 digest) throws IOException {
    Fixed32 before = signed.get(epoch);
    if (before != null) {
      if (!before.equals(digest)) {
        throw new IllegalStateException("epoch " + epoch + " was signed with another digest");
      }
      return;
    }
    byte[] body = ByteBuffer.allocate(BODY_BYTES).putLong(epoch).put(digest.toBytes()).array();
    byte[] record =
        ByteBuffer.allocate(RECORD_BYTES).putInt(BODY_BYTES).putInt(crcOf(body)).put(body).array();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      DurableFile.writeAll(channel, record);
      channel.force(true);
    }
    signed.put(epoch, digest);
  }

  /// The highest epoch with its digest.
  public Optional<Map.Entry<Long, Fixed32>> last() {
    return Optional.ofNullable(signed.lastEntry());
  }

  private static int crcOf(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
