// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.List;
import java.util.Set;
import nightmail.proto.packet.Hop;

/// A path, or why there is none.
public sealed interface PathChoice {

  /// The hops in order, the last being the exit (or the maker, for loops and replies), and the soft
  /// rules that had to be dropped for it, ascending.
  record Path(List<Hop> hops, Set<Relaxation> relaxed) implements PathChoice {
    public Path {
      hops = List.copyOf(hops);
    }
  }

  /// No packet is made; mail waits.
  record NoPath(PathRefusal reason) implements PathChoice {}
}
