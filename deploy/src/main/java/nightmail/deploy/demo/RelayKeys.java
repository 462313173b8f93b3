// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nightmail.deploy.operate.NodeFolder;
import nightmail.node.config.Config;
import nightmail.node.config.NodeConfig;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;
import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.KeyFile;

/// The mix keys of one relay, read from its disk before the relay destroys them.
///
/// Owned by the thread that runs the demo.
final class RelayKeys {
  private final Path folder;
  private final SecretBytes storageKey;
  private final Map<Long, MixKey> byEpoch = new TreeMap<>();

  RelayKeys(Place relay) throws IOException {
    folder = relay.state().resolve("mix");
    NodeConfig config =
        switch (NodeFolder.config(relay.folder().resolve(NodeFolder.CONFIG))) {
          case Config.Loaded(NodeConfig loaded) -> loaded;
          case Config.Refused refused -> throw new IOException(refused.text());
        };
    storageKey = NodeFolder.identity(config).storageKey();
  }

  /// Reads what is there now, besides what was read before.
  void read() throws IOException {
    for (Path file : files()) {
      try {
        KeyFile.open(Files.readAllBytes(file), storageKey).ifPresent(this::add);
      } catch (NoSuchFileException e) {
        // Its time ended just now.
      }
    }
  }

  private void add(KeyFile file) {
    byEpoch.computeIfAbsent(
        file.keyEpoch(), epoch -> new MixKey(epoch, 0, XWing.KeyPair.fromSeed(file.seed())));
  }

  List<MixKey> all() {
    return new ArrayList<>(byEpoch.values());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("mix.key")).toList();
    }
  }
}
