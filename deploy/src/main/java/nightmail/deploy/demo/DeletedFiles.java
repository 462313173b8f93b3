// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files a process has deleted but still holds open; Linux shows them below `/proc`.
final class DeletedFiles {
  private static final String DELETED = " (deleted)";

  private DeletedFiles() {}

  /// Where they are copied to.
  static Path folder(Place place) {
    return place.folder().resolve("deleted");
  }

  /// Copies all that process `pid` holds.
  static void copy(Place place, long pid) throws IOException {
    Path target = Files.createDirectories(folder(place));
    for (Path open : open(pid)) {
      try {
        if (Files.readSymbolicLink(open).toString().endsWith(DELETED)
            && Files.isRegularFile(open)) {
          Files.copy(open, target.resolve(open.getFileName()));
        }
      } catch (IOException e) {
        // Closed in the meantime.
      }
    }
  }

  private static List<Path> open(long pid) throws IOException {
    Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
    if (!Files.isDirectory(descriptors)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(descriptors)) {
      return files.toList();
    }
  }
}
