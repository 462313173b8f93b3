// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nightmail.deploy.operate.NodeFolder;
import nightmail.node.config.Config;
import nightmail.node.config.NodeConfig;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;
import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.KeyFile;

/// The mix keys of one relay, read from its disk before the relay destroys them.
///
/// Owned by the thread that runs the demo.
final class RelayKeys {
  private static final String KEY_FILE = "mix.key";

  private final Path folder;
  private final Path borrowed;
  private final SecretBytes storageKey;
  private final Map<Fixed32, KeyFile> files = new TreeMap<>();

  RelayKeys(Place relay) throws IOException {
    folder = relay.state().resolve("mix");
    borrowed = relay.state().resolve("borrowed");
    NodeConfig config =
        switch (NodeFolder.config(relay.folder().resolve(NodeFolder.CONFIG))) {
          case Config.Loaded(NodeConfig loaded) -> loaded;
          case Config.Refused refused -> throw new IOException(refused.text());
        };
    storageKey = NodeFolder.identity(config).storageKey();
  }

  /// Reads what is there now, besides what was read before.
  void read() throws IOException {
    for (Path file : paths()) {
      try {
        KeyFile.open(Files.readAllBytes(file), storageKey)
            .ifPresent(key -> files.put(key.publicKeyDigest(), key));
      } catch (NoSuchFileException e) {
        // Its time ended just now.
      }
    }
  }

  /// Writes the keys of `other` to this relay's disk as well: the demo's `--break key`. The
  /// directory refuses a key that two relays publish, so this is how two come to share one.
  void borrow(RelayKeys other, SecureRandom random) throws IOException {
    for (KeyFile key : other.files.values()) {
      byte[] nonce = new byte[KeyFile.NONCE_BYTES];
      random.nextBytes(nonce);
      Path place = Files.createDirectories(borrowed.resolve(Long.toString(key.keyEpoch())));
      Files.write(place.resolve(KEY_FILE), key.seal(storageKey, nonce));
    }
    read();
  }

  List<MixKey> all() {
    return files.values().stream()
        .map(key -> new MixKey(key.keyEpoch(), 0, XWing.KeyPair.fromSeed(key.seed())))
        .toList();
  }

  private List<Path> paths() throws IOException {
    var paths = new ArrayList<Path>();
    for (Path root : List.of(folder, borrowed)) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> below = Files.walk(root)) {
          below.filter(file -> file.endsWith(KEY_FILE)).forEach(paths::add);
        } catch (UncheckedIOException e) {
          // A folder ended just now; the next reading sees the rest.
        }
      }
    }
    return paths;
  }
}
