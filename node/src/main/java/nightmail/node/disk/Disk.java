// SPDX-License-Identifier: Apache-2.0
package nightmail.node.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// What rooms that keep state ask of the file system.
///
/// Every step that changes what a crash leaves behind goes through here. Whatever these methods
/// make is readable by its owner only: files 0600, folders 0700.
///
/// Safe for any thread.
public interface Disk {
  /// Creates a file that must not exist, for reading and writing.
  FileChannel create(Path file) throws IOException;

  /// Opens a file that exists, for reading and writing.
  FileChannel open(Path file) throws IOException;

  /// Makes a folder and its parents unless they exist; the parent folders are synced.
  void makeFolder(Path folder) throws IOException;

  /// Waits until the bytes of `file`, open as `channel`, are on the disk.
  void sync(Path file, FileChannel channel) throws IOException;

  /// Waits until the names in `folder` are on the disk.
  void syncFolder(Path folder) throws IOException;

  /// Renames atomically within a file system, over an existing file. Durable after [#syncFolder].
  void rename(Path from, Path to) throws IOException;

  /// Deletes a file or an empty folder if it exists. Durable after [#syncFolder].
  void delete(Path path) throws IOException;

  /// Bytes that can still be written where `folder` lies.
  long usableBytes(Path folder) throws IOException;

  /// Says that something outside these methods became durable, such as a commit of a database; for
  /// those who watch.
  default void committed(Path file) {}
}
