// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of one demo, readable by its owner only, removed at the end unless it shall be kept.
record DemoFolder(Path path, boolean keep) implements AutoCloseable {
  static DemoFolder make(boolean keep) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    return new DemoFolder(Files.createTempDirectory("nightmail-demo-", owner), keep);
  }

  /// Where the evidence stays, if it stays.
  Optional<String> evidence() {
    return keep ? Optional.of(path.toString()) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (keep) {
      return;
    }
    for (Path file : deepestFirst()) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> deepestFirst() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
