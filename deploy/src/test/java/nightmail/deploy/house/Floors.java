// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.house;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The floors of the house, from the ground up, as `docs/architecture.md` draws them.
///
/// A package may import from its own floor and from those below. A package stands where its name,
/// or the longest beginning of its name, is written.
final class Floors {
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("nightmail.proto.bytes", "nightmail.proto.time"),
          List.of("nightmail.proto.crypto"),
          List.of(
              "nightmail.proto.packet",
              "nightmail.proto.document",
              "nightmail.proto.mail",
              "nightmail.proto.link"),
          List.of(
              "nightmail.proto.message",
              "nightmail.proto.route",
              "nightmail.proto.mix",
              "nightmail.proto.replay",
              "nightmail.proto.policy",
              "nightmail.proto.acceptance",
              "nightmail.proto.smtp"),
          List.of("nightmail.proto.relay", "nightmail.proto.authority"),
          List.of("nightmail.proto.trial"),
          List.of("nightmail.node", "nightmail.directory", "nightmail.sim"),
          List.of("nightmail.deploy"));

  private Floors() {}

  /// The floor of a package, counted from 0; empty for one that stands nowhere yet.
  static Optional<Integer> of(String packageName) {
    return IntStream.range(0, FLOORS.size())
        .filter(floor -> FLOORS.get(floor).stream().anyMatch(room -> holds(room, packageName)))
        .boxed()
        .findFirst();
  }

  private static boolean holds(String room, String packageName) {
    return packageName.equals(room) || packageName.startsWith(room + ".");
  }
}
