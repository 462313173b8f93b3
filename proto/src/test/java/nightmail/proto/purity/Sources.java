// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.purity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What of a ban only the source shows.
public final class Sources {
  private static final Pattern BLOCK = Pattern.compile("(?m)^(?!\\s*//).*\\bsynchronized\\s*\\(");

  private Sources() {}

  /// Files below `root` with a `synchronized` block outside a comment.
  public static List<Path> synchronizedBlocks(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(Sources::locks)
          .toList();
    }
  }

  /// Whether a source has a `synchronized` block.
  static boolean locks(String source) {
    return BLOCK.matcher(source).find();
  }

  private static boolean locks(Path file) {
    try {
      return locks(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
