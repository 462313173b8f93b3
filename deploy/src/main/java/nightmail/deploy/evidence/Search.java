// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Looks for a set of canaries in streams, files and folders of any size.
///
/// Reads in chunks, never a whole file: a heap dump costs no more memory than a log. Safe for any
/// thread.
public final class Search {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Automaton automaton;

  public Search(Collection<Canary> canaries) {
    automaton =
        new Automaton(canaries.stream().flatMap(canary -> Needles.of(canary).stream()).toList());
  }

  /// Everything in one stream, read to its end.
  public Findings stream(InputStream stream) throws IOException {
    var findings = new Findings();
    byte[] chunk = new byte[CHUNK_BYTES];
    int state = Automaton.START;
    for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
      state = automaton.scan(state, chunk, count, findings::met);
      findings.read(count);
    }
    return findings;
  }

  /// Everything below `root`, a file or a folder, names of files included; links are not followed.
  public Findings below(Path root) throws IOException {
    var all = new Findings();
    for (Path path : tree(root)) {
      all.add(octets(path.getFileName().toString().getBytes(UTF_8)));
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        try (InputStream stream = Files.newInputStream(path)) {
          all.add(stream(stream));
        }
      }
    }
    return all;
  }

  /// Everything in an array.
  public Findings octets(byte[] octets) {
    var findings = new Findings();
    automaton.scan(Automaton.START, octets, octets.length, findings::met);
    findings.read(octets.length);
    return findings;
  }

  private static List<Path> tree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
