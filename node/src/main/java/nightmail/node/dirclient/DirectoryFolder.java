// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightmail.proto.acceptance.Fetched;
import nightmail.proto.acceptance.StoredState;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Checked;
import nightmail.proto.document.SignedDocument;

/// What the node remembers of the directory, so that a restart neither forgets how far it got nor
/// needs a mirror (AC-19, AC-20).
///
/// Files: `roots/1`, `roots/2` … the chain; `objects/<digest>` and `signatures/<digest>`;
/// `current`, which names all others and is replaced last and in one step.
///
/// ```
/// current:  0  8  "NMDIRST1"     16  8  root version     56  …  pointer
///           8  8  epoch          24 32  consensus digest
/// ```
///
/// Nothing read back is trusted: it is judged again like fresh input.
///
/// Owned by the directory thread.
final class DirectoryFolder {
  private static final byte[] MARK = "NMDIRST1".getBytes(US_ASCII);
  private static final int POINTER_OFFSET = MARK.length + 2 * Long.BYTES + Fixed32.BYTES;

  private final Path folder;
  private final Path current;

  /// Makes the folder.
  DirectoryFolder(Path folder) throws IOException {
    this.folder = folder;
    this.current = folder.resolve("current");
    Files.createDirectories(folder.resolve("roots"));
    Files.createDirectories(folder.resolve("objects"));
    Files.createDirectories(folder.resolve("signatures"));
  }

  /// How far the node got, and the documents of its last view.
  record Remembered(StoredState state, Fetched fetched) {}

  /// The chain of roots as far as it can be read; from the first gap on it is fetched anew.
  List<SignedDocument> roots() throws IOException {
    List<SignedDocument> chain = new ArrayList<>();
    for (int version = 1; ; version++) {
      Path file = folder.resolve("roots").resolve(Integer.toString(version));
      if (!Files.exists(file)) {
        return chain;
      }
      if (!(SignedDocument.decode(Files.readAllBytes(file))
          instanceof Checked.Good<SignedDocument>(SignedDocument root))) {
        return chain;
      }
      chain.add(root);
    }
  }

  /// Writes the chain; files that stand already are replaced by the same bytes.
  void keepRoots(List<SignedDocument> chain) throws IOException {
    Path roots = folder.resolve("roots");
    for (int i = 0; i < chain.size(); i++) {
      Path file = roots.resolve(Integer.toString(i + 1));
      byte[] bytes = chain.get(i).encode();
      if (!Files.exists(file) || !Arrays.equals(bytes, Files.readAllBytes(file))) {
        replace(file, bytes);
      }
    }
    syncFolder(roots);
  }

  /// What was kept last; empty before the first time.
  ///
  /// @throws IOException also when the file is damaged: without it an old consensus would pass for
  ///   a new one, so this is for the operator to decide
  Optional<Remembered> recall() throws IOException {
    if (!Files.exists(current)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(current));
    byte[] mark = new byte[MARK.length];
    if (bytes.remaining() < POINTER_OFFSET) {
      throw new IOException(current + " is damaged");
    }
    bytes.get(mark);
    if (!Arrays.equals(mark, MARK)) {
      throw new IOException(current + " is damaged");
    }
    long epoch = bytes.getLong();
    long rootVersion = bytes.getLong();
    byte[] digest = new byte[Fixed32.BYTES];
    bytes.get(digest);
    byte[] pointer = new byte[bytes.remaining()];
    bytes.get(pointer);
    StoredState state = new StoredState(epoch, Optional.of(Fixed32.of(digest)), rootVersion);
    return Optional.of(
        new Remembered(state, new Fetched(pointer, wholeObjects(), all("signatures"))));
  }

  /// A damaged object is left out and fetched again.
  private NavigableMap<Fixed32, byte[]> wholeObjects() throws IOException {
    NavigableMap<Fixed32, byte[]> objects = all("objects");
    objects.entrySet().removeIf(entry -> !Sha256.of(entry.getValue()).equals(entry.getKey()));
    return objects;
  }

  private NavigableMap<Fixed32, byte[]> all(String kind) throws IOException {
    NavigableMap<Fixed32, byte[]> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(kind))) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("[0-9a-f]{64}")) {
          found.put(Fixed32.parseHex(name), Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  /// Writes all of it, the naming file last, then deletes what it no longer names. A crash leaves
  /// the old memory or the new one.
  void keep(StoredState state, Fetched fetched) throws IOException {
    keepAll("objects", fetched.objects());
    keepAll("signatures", fetched.signatures());
    byte[] digest = state.digest().orElseThrow().toBytes();
    ByteBuffer bytes = ByteBuffer.allocate(POINTER_OFFSET + fetched.pointer().length);
    bytes.put(MARK).putLong(state.epoch()).putLong(state.rootVersion()).put(digest);
    replace(current, bytes.put(fetched.pointer()).array());
    syncFolder(folder);
    deleteOthers("objects", fetched.objects().keySet());
    deleteOthers("signatures", fetched.signatures().keySet());
  }

  private void keepAll(String kind, Map<Fixed32, byte[]> entries) throws IOException {
    for (Map.Entry<Fixed32, byte[]> entry : entries.entrySet()) {
      Path file = folder.resolve(kind).resolve(entry.getKey().hex());
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), entry.getValue())) {
        replace(file, entry.getValue());
      }
    }
    syncFolder(folder.resolve(kind));
  }

  private void deleteOthers(String kind, Set<Fixed32> kept) throws IOException {
    Set<String> names = new HashSet<>();
    kept.forEach(digest -> names.add(digest.hex()));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(kind))) {
      for (Path file : files) {
        if (!names.contains(String.valueOf(file.getFileName()))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
