// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes that are either wholly there after a power cut or not at all (AS-2): a file beside,
/// fsync, rename, directory fsync.
public final class DurableFile {
  private DurableFile() {}

  /// Replaces `target` with `bytes`; parent directories are made.
  public static void write(Path target, byte[] bytes) throws IOException {
    Path parent = parentOf(target);
    Files.createDirectories(parent);
    Path beside = parent.resolve(target.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(channel, bytes);
      channel.force(true);
    }
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(parent);
  }

  /// As [#write], readable by its owner only: for keys.
  public static void writeSecret(Path target, byte[] bytes) throws IOException {
    Path parent = parentOf(target);
    Files.createDirectories(parent);
    Path beside = parent.resolve(target.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    write(target, bytes);
  }

  static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parentOf(Path target) {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a file has a directory");
    }
    return parent;
  }
}
