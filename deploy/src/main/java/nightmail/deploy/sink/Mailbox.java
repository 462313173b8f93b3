// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A folder of kept messages: `N.eml` the octets, `N.envelope` the paths, one a line, reverse-path
/// first.
///
/// A message appears whole or not at all. Also holds the recorded octets of each connection,
/// `socket-N.bin`. Safe for any thread.
public final class Mailbox {
  private final Path folder;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  public Mailbox(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /// Where the octets of one more connection go.
  OutputStream recording() throws IOException {
    return Files.newOutputStream(
        folder.resolve("socket-" + connections.incrementAndGet() + ".bin"));
  }

  void keep(Kept message) throws IOException {
    int number = messages.incrementAndGet();
    var paths = new ArrayList<String>();
    paths.add(message.reversePath());
    paths.addAll(message.forwardPaths());
    Files.write(folder.resolve(number + ".envelope"), paths, ISO_8859_1);
    Path partial = folder.resolve(number + ".part");
    Files.write(partial, message.octets());
    Files.move(partial, folder.resolve(number + ".eml"), StandardCopyOption.ATOMIC_MOVE);
  }

  /// All messages kept so far, oldest first.
  public List<Kept> messages() throws IOException {
    var kept = new ArrayList<Kept>();
    for (Path octets : octetFiles()) {
      Path envelope = folder.resolve(number(octets) + ".envelope");
      List<String> paths = Files.readAllLines(envelope, ISO_8859_1);
      kept.add(
          new Kept(paths.getFirst(), paths.subList(1, paths.size()), Files.readAllBytes(octets)));
    }
    return kept;
  }

  private static int number(Path octets) {
    return Integer.parseInt(octets.getFileName().toString().replace(".eml", ""));
  }

  private List<Path> octetFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".eml"))
          .sorted(Comparator.comparingInt(Mailbox::number))
          .toList();
    }
  }
}
