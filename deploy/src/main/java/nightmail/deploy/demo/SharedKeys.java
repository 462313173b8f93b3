// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nightmail.deploy.operate.NodeFolder;
import nightmail.node.config.Config;
import nightmail.node.config.NodeConfig;
import nightmail.node.disk.RealDisk;
import nightmail.node.keys.KeyRing;
import nightmail.node.keys.KeyRingSettings;
import nightmail.proto.document.Profile;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.time.KeyEpochs;

/// Gives several relays the same first mix keys: the demo's `--break key`.
final class SharedKeys {
  private SharedKeys() {}

  /// Makes the keys of the first two key epochs of each of `relays`, before it is started.
  ///
  /// @param start when the network's first epoch begins
  static void give(List<Place> relays, Instant start) throws IOException {
    for (Place relay : relays) {
      NodeConfig config = config(relay);
      KeyRingSettings settings = KeyRingSettings.in(relay.state().resolve("mix"));
      try (var ring =
          new KeyRing(
              settings,
              NodeFolder.identity(config).storageKey(),
              new RealDisk(),
              insecureSharedRandom())) {
        ring.load();
        ring.tend(epochs(start), epochLength(), start, Instant.EPOCH);
      }
    }
  }

  private static NodeConfig config(Place relay) throws IOException {
    return switch (NodeFolder.config(relay.folder().resolve(NodeFolder.CONFIG))) {
      case Config.Loaded(NodeConfig loaded) -> loaded;
      case Config.Refused refused -> throw new IOException(refused.text());
    };
  }

  private static KeyEpochs epochs(Instant start) {
    Parameters standard = Parameters.standard(Profile.TEST);
    return new KeyEpochs(
        start.truncatedTo(ChronoUnit.SECONDS),
        0,
        standard.duration(Parameter.MIXKEY_LENGTH_S),
        Duration.ofMillis(standard.value(Parameter.MIXKEY_EARLY_MS)),
        Duration.ofMillis(standard.value(Parameter.MIXKEY_LATE_MS)),
        Duration.ofMillis(standard.value(Parameter.MIXKEY_GUARD_MS)));
  }

  private static Duration epochLength() {
    return Parameters.standard(Profile.TEST).duration(Parameter.EPOCH_LENGTH_S);
  }

  /// The same numbers for everybody who asks.
  private static SecureRandom insecureSharedRandom() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed("two mixes, one key".getBytes(StandardCharsets.US_ASCII));
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA1PRNG", e);
    }
  }
}
