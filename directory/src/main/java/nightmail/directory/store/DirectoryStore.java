// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.packet.RelayId;

/// What an authority serves and keeps, as plain files that any web server could serve (AS-1, AS-2):
///
/// | path | content |
/// |---|---|
/// | `objects/ab/<sha256>` | payloads |
/// | `sigs/ab/<sha256>` | lists of signatures of them |
/// | `consensus/<epoch>`, `consensus/current` | pointers |
/// | `root/<version>` | signed roots |
/// | `uploads/<relay>` | first-seen epoch in decimal, a line feed, the upload |
///
/// Objects are hashed again when read: a flipped bit is a missing object. Safe for any thread; one
/// writer.
public final class DirectoryStore {
  private final Path base;

  public DirectoryStore(Path base) {
    this.base = base;
  }

  public void putObject(Fixed32 digest, byte[] bytes) throws IOException {
    Path path = path("objects", digest);
    if (!Files.exists(path)) {
      DurableFile.write(path, bytes);
    }
  }

  public Optional<byte[]> object(Fixed32 digest) throws IOException {
    return read(path("objects", digest)).filter(bytes -> Sha256.of(bytes).equals(digest));
  }

  public void putSignatures(Fixed32 digest, byte[] list) throws IOException {
    DurableFile.write(path("sigs", digest), list);
  }

  public Optional<byte[]> signatures(Fixed32 digest) throws IOException {
    return read(path("sigs", digest));
  }

  public void putPointer(long epoch, byte[] pointer) throws IOException {
    DurableFile.write(base.resolve("consensus").resolve(Long.toString(epoch)), pointer);
    DurableFile.write(base.resolve("consensus").resolve("current"), pointer);
  }

  public Optional<byte[]> pointer(long epoch) throws IOException {
    return read(base.resolve("consensus").resolve(Long.toString(epoch)));
  }

  public Optional<byte[]> currentPointer() throws IOException {
    return read(base.resolve("consensus").resolve("current"));
  }

  public void putRoot(long version, byte[] signed) throws IOException {
    DurableFile.write(base.resolve("root").resolve(Long.toString(version)), signed);
    DurableFile.write(base.resolve("root").resolve("latest"), signed);
  }

  public Optional<byte[]> root(long version) throws IOException {
    return read(base.resolve("root").resolve(Long.toString(version)));
  }

  public Optional<byte[]> latestRoot() throws IOException {
    return read(base.resolve("root").resolve("latest"));
  }

  /// `content` is what [#uploads] answers.
  public void putUpload(RelayId relay, byte[] content) throws IOException {
    DurableFile.write(base.resolve("uploads").resolve(relay.value().hex()), content);
  }

  public void deleteUpload(RelayId relay) throws IOException {
    Files.deleteIfExists(base.resolve("uploads").resolve(relay.value().hex()));
  }

  /// All kept uploads, in the order of the relays.
  public List<byte[]> uploads() throws IOException {
    Path directory = base.resolve("uploads");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<byte[]> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (!file.toString().endsWith(".new")) {
          all.add(Files.readAllBytes(file));
        }
      }
    }
    return all;
  }

  private Path path(String kind, Fixed32 digest) {
    return base.resolve(kind).resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private static Optional<byte[]> read(Path path) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
