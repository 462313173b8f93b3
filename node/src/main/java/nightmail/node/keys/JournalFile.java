// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import nightmail.node.disk.Disk;
import nightmail.node.disk.SmallFile;
import nightmail.proto.replay.JournalChain;

/// The end of one replay journal, where blocks are added.
///
/// Nothing is retried: after an error the chain on the disk is unknown, and all keys stop.
///
/// Safe for any thread.
final class JournalFile {
  private final Disk disk;
  private final Path file;
  private final FileChannel channel;
  private long offset;
  private JournalChain chain;

  private JournalFile(Disk disk, Path file, FileChannel channel, long offset, JournalChain chain) {
    this.disk = disk;
    this.file = file;
    this.channel = channel;
    this.offset = offset;
    this.chain = chain;
  }

  /// Opens a journal that ends at `offset` with `chain`, cuts off what is behind, and says on the
  /// disk that this start goes on from there (J-2).
  static JournalFile open(Disk disk, Path file, long offset, JournalChain chain)
      throws IOException {
    FileChannel channel = disk.open(file);
    try {
      channel.truncate(offset);
      JournalFile journal = new JournalFile(disk, file, channel, offset, chain);
      journal.add(chain.open());
      disk.sync(file, channel);
      return journal;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Adds tags and waits for the disk. Does nothing once closed: its key is gone or the node stops.
  synchronized void append(List<byte[]> tags) throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    for (int from = 0; from < tags.size(); from += JournalChain.MAX_TAGS) {
      int end = Math.min(tags.size(), from + JournalChain.MAX_TAGS);
      add(chain.tags(tags.subList(from, end)));
    }
    disk.sync(file, channel);
  }

  /// Says on the disk that this stop was clean (J-2), and closes.
  synchronized void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        add(chain.close());
        disk.sync(file, channel);
      }
    }
  }

  /// Closes without a word; the file is about to be deleted, or cannot be believed.
  synchronized void abandon() throws IOException {
    channel.close();
  }

  private void add(JournalChain.Block block) throws IOException {
    SmallFile.writeFully(channel, ByteBuffer.wrap(block.bytes()), offset);
    offset += block.bytes().length;
    chain = block.next();
  }
}
