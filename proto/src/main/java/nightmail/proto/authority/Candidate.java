// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.List;
import java.util.Set;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.document.RelayRole;
import nightmail.proto.packet.RelayId;

/// A relay that may be listed: its record, the flags the operators gave it, the domains proved to
/// be its own, and the epoch that listed it first (this one if none did).
public record Candidate(
    RelayRecord record, Set<RelayFlag> flags, List<String> domains, long firstSeen) {
  public Candidate {
    flags = RelayFlag.ofBits(RelayFlag.bitsOf(flags));
    domains = List.copyOf(domains);
  }

  RelayId id() {
    return record.id();
  }

  Descriptor descriptor() {
    return record.descriptor();
  }

  boolean is(RelayRole role) {
    return descriptor().roles().contains(role);
  }
}
