// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import java.util.Locale;
import nightmail.proto.document.Profile;
import nightmail.proto.packet.RelayId;

/// What an operator decides about one relay, as far as the core needs it.
///
/// @param profile of the network, for as long as there is no view
/// @param gateway whether it accepts mail of its own users and delivers mail of its own domains
/// @param ownDomains lower-case A-labels; empty unless a gateway
/// @param rateClass sender slots per mean slot time, 1, 2, 4 … 4,096
/// @param poolPackets capacity of the pool; beyond it the newest packet is dropped
/// @param maxMessageOctets largest message taken from users and from the network
/// @param lifetimeSeconds bound on a message's life here, besides the consensus parameter
/// @param partialSetBytes memory for incomplete messages; beyond it the oldest set is discarded
public record RelaySettings(
    RelayId self,
    Profile profile,
    boolean gateway,
    List<String> ownDomains,
    int rateClass,
    int poolPackets,
    long maxMessageOctets,
    long lifetimeSeconds,
    long partialSetBytes) {
  public RelaySettings {
    ownDomains = ownDomains.stream().map(d -> d.toLowerCase(Locale.ROOT)).sorted().toList();
  }

  public boolean owns(String domain) {
    return ownDomains.contains(domain.toLowerCase(Locale.ROOT));
  }
}
