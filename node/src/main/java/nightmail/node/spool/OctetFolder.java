// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nightmail.node.disk.Disk;

/// The folder of encrypted octet files.
///
/// A file is written as `name.new`, synced, renamed to `name` and only then named by a row. So a
/// `.new` file, or one no row names, belongs to nobody after a crash.
///
/// Safe for any thread.
final class OctetFolder {
  private static final String FRESH = ".new";
  private static final int NAME_BYTES = 16;

  private final Disk disk;
  private final Path folder;
  private final long reserveBytes;
  private final SecureRandom random;

  OctetFolder(Disk disk, Path folder, long reserveBytes, SecureRandom random) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.reserveBytes = reserveBytes;
    this.random = random;
    disk.makeFolder(folder);
  }

  /// Begins a file under a fresh name and key.
  OctetWriter begin() throws IOException {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    String text = HexFormat.of().formatHex(name);
    return new OctetWriter(disk, fresh(text), text, OctetCipher.drawKey(random));
  }

  /// Renames finished files to their names and syncs the folder once.
  void publish(List<String> names) throws IOException {
    for (String name : names) {
      disk.rename(fresh(name), folder.resolve(name));
    }
    disk.syncFolder(folder);
  }

  /// Unlinks a file in either state; what cannot be unlinked now is swept at the next start, and
  /// its key is gone.
  void remove(String name) {
    try {
      disk.delete(fresh(name));
      disk.delete(folder.resolve(name));
    } catch (IOException ignored) {
      // See above: an unreadable file is left behind, nothing worse.
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// While it is being written.
  Path fresh(String name) {
    return folder.resolve(name + FRESH);
  }

  /// @throws SpoolFull if writing `bytes` would touch the reserve
  void demandSpace(long bytes) throws IOException {
    if (!hasSpace(bytes)) {
      throw new SpoolFull("disk short: " + bytes + " bytes above the reserve wanted");
    }
  }

  boolean hasSpace(long bytes) throws IOException {
    return disk.usableBytes(folder) - bytes >= reserveBytes;
  }

  /// Names of all files that are not among `owned`.
  List<String> strays(Set<String> owned) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !owned.contains(name))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
