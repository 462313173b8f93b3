// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.operate;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Profile;

/// What `nightmail init` is told about a new node.
///
/// @param folder absolute; gets the configuration and the state
/// @param gateway whether it takes mail of its site, besides being a mix
/// @param addresses where it listens and what it publishes
/// @param domains it is the exit of; empty for a mix
/// @param rateClass sender slots as a multiple of the slowest rate
public record NodePlan(
    Path folder,
    boolean gateway,
    String name,
    String contact,
    Fixed32 network,
    Profile profile,
    URI mirror,
    NodeAddresses addresses,
    List<String> domains,
    int rateClass) {
  /// Copies the list.
  public NodePlan {
    domains = List.copyOf(domains);
  }
}
