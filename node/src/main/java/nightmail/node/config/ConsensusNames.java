// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.Set;

/// Names an operator may look for here, though the whole network shares them.
///
/// A relay with its own mixing delay or cover rate would stand out by it, so the consensus carries
/// these (`docs/spec/directory.md` §5).
final class ConsensusNames {
  private static final Set<String> TABLES =
      Set.of(
          "agree", "custody", "epoch", "layer", "loop", "mixkey", "path", "slot", "sticky", "surb",
          "weight");

  private static final Set<String> KEYS =
      Set.of(
          "mix.mean_delay",
          "mix.delay_cap",
          "mix.link",
          "mix.delay",
          "exit.hold_mean",
          "link.rate",
          "link.burst",
          "cover.rate",
          "cover.loops",
          "domains.linger",
          "cert.relay",
          "cert.authority");

  private ConsensusNames() {}

  /// Whether the dotted `name`, with or without its unit at the end, is a consensus parameter.
  static boolean contains(String name) {
    int dot = name.indexOf('.');
    return (dot > 0 && TABLES.contains(name.substring(0, dot)))
        || KEYS.contains(name.replaceFirst("_(ms|s|seconds|days)$", ""));
  }
}
