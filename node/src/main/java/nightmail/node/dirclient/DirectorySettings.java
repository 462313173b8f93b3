// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nightmail.node.config.NodeConfig;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Profile;

/// Which network, where to read it, where to keep it, and how long one request may take.
public record DirectorySettings(
    Fixed32 networkId, Profile profile, List<URI> mirrors, Path folder, Duration requestDeadline) {
  private static final Duration PRODUCTION_DEADLINE = Duration.ofSeconds(60);
  private static final Duration TEST_DEADLINE = Duration.ofSeconds(5);

  /// @throws IllegalArgumentException without a mirror
  public DirectorySettings {
    mirrors = List.copyOf(mirrors);
    if (mirrors.isEmpty()) {
      throw new IllegalArgumentException("at least one mirror");
    }
  }

  public static DirectorySettings of(NodeConfig config) {
    NodeConfig.Network network = config.network();
    return new DirectorySettings(
        network.root(),
        network.profile(),
        network.mirrors(),
        config.node().stateDir().resolve("directory"),
        deadline(network.profile()));
  }

  static Duration deadline(Profile profile) {
    return profile == Profile.TEST ? TEST_DEADLINE : PRODUCTION_DEADLINE;
  }
}
