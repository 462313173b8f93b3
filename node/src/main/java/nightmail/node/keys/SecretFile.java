// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import nightmail.node.disk.SmallFile;

/// A file only its owner may open.
final class SecretFile {
  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private SecretFile() {}

  /// All bytes of a file that is closed to others; the caller owns and erases them.
  ///
  /// @throws KeyFileExposed if group or others have any right to it
  static byte[] read(Path file) throws IOException {
    checkMode(file);
    return SmallFile.read(file);
  }

  static void checkMode(Path file) throws IOException {
    Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
    rights.addAll(Files.getPosixFilePermissions(file));
    rights.removeAll(OWNER);
    if (!rights.isEmpty()) {
      throw new KeyFileExposed(file);
    }
  }
}
