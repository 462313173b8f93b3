// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.LocalId;

/// The plan of one packet: everything decided, nothing encrypted.
///
/// @param hops the way from the first relay to the last, 3 to 5
/// @param surbs the ways back that go with it
public record Making(List<Hop> hops, Ending ending, Contents contents, List<SurbPlan> surbs) {
  /// The plan of one way back; its last hop is the maker.
  public record SurbPlan(List<Hop> hops, LocalId id) {
    public SurbPlan {
      hops = List.copyOf(hops);
    }
  }

  public Making {
    hops = List.copyOf(hops);
    surbs = List.copyOf(surbs);
  }
}
