// SPDX-License-Identifier: Apache-2.0
package nightmail.node.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A file of at most a mebibyte that is read and written whole.
///
/// Safe for any thread, unless two write the same file.
public final class SmallFile {
  /// Longer files are refused, so that a wrong path cannot fill the memory.
  public static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /// Writes a new file, mode 0600, and syncs its bytes; its name is durable once the folder is
  /// synced.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one
  public static void create(Disk disk, Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = disk.create(file)) {
      writeFully(channel, ByteBuffer.wrap(bytes), 0);
      disk.sync(file, channel);
    }
  }

  /// Writes a file or replaces it; after a crash there is the old one or the new one, whole.
  public static void replace(Disk disk, Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    disk.delete(fresh);
    create(disk, fresh, bytes);
    disk.rename(fresh, file);
    disk.syncFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /// All bytes of the file; the caller owns them.
  public static byte[] read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  /// Writes all that remains of `bytes` at `position`.
  public static void writeFully(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /// Fills `into` from `position`.
  ///
  /// @throws java.io.EOFException if the file ends before
  public static void readFully(FileChannel channel, ByteBuffer into, long position)
      throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new EOFException("file ends at " + at);
      }
      at += count;
    }
  }
}
