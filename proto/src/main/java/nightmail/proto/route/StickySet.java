// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Instant;
import java.util.List;
import nightmail.proto.packet.RelayId;

/// The few mixes that one sender keeps for the sticky position over weeks (PS-3); each path draws
/// among them uniformly.
///
/// Kept on disk by the node and renewed by [StickyRenewal] with every view.
public record StickySet(List<Member> members) {
  public StickySet {
    members = List.copyOf(members);
  }

  public static StickySet empty() {
    return new StickySet(List.of());
  }

  /// A mix of the set, kept until `until`; `missingSince` is when views stopped listing it, or
  /// `Instant.MAX` while they list it.
  public record Member(RelayId relay, Instant until, Instant missingSince) {
    public boolean isListed() {
      return missingSince.equals(Instant.MAX);
    }
  }
}
