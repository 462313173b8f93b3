// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.util.List;
import nightmail.proto.replay.KeyPlan;

/// What tending the keys has done, already durable.
///
/// @param made keys that serve from now on, to be published
/// @param destroyed keys that are gone; to be taken from the core
public record KeyChanges(List<LiveKey> made, List<KeyPlan.Name> destroyed) {
  public KeyChanges {
    made = List.copyOf(made);
    destroyed = List.copyOf(destroyed);
  }
}
