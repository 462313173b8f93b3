// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nightmail.node.config.NodeConfig;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.document.RelayRole;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.packet.RelayId;

/// What a relay says of itself besides its mix keys.
///
/// `cert` is the relay certificate that names `signing`; `linkPin` is SHA-256 of the link
/// certificate's `SubjectPublicKeyInfo`; `capacityKib` is KiB/s.
public record RelayFacts(
    RelayId id,
    HybridKeyPair signing,
    SignedDocument cert,
    Fixed32 linkPin,
    String host,
    List<RelayAddress> addresses,
    Set<RelayRole> roles,
    int capacityKib,
    int maxObjectKib,
    List<String> domains,
    String software,
    String contact) {
  private static final int KIB = 1 << 10;
  private static final int MAX_CAPACITY_KIB = 16_777_215;

  public RelayFacts {
    addresses = List.copyOf(addresses);
    domains = List.copyOf(domains);
  }

  /// The facts as configured.
  ///
  /// An object may be twice as large as its message: a line of one dot is stuffed to two.
  public static RelayFacts of(
      NodeConfig config,
      RelayId id,
      HybridKeyPair signing,
      SignedDocument cert,
      Fixed32 linkPin,
      String software) {
    long capacityKib = config.link().capacityBitsPerSecond() / Byte.SIZE / KIB;
    return new RelayFacts(
        id,
        signing,
        cert,
        linkPin,
        config.node().name(),
        config.link().advertise().stream().map(RelayFacts::address).toList(),
        roles(config.node()),
        Math.clamp(capacityKib, 1, MAX_CAPACITY_KIB),
        (int) (2 * config.smtp().maxMessageBytes() / KIB),
        config.domains().own(),
        software,
        config.node().contact());
  }

  private static RelayAddress address(InetSocketAddress address) {
    return RelayAddress.of(address.getAddress().getAddress(), address.getPort());
  }

  private static Set<RelayRole> roles(NodeConfig.Node node) {
    EnumSet<RelayRole> roles = EnumSet.noneOf(RelayRole.class);
    for (NodeConfig.Role role : node.roles()) {
      roles.add(
          switch (role) {
            case MIX -> RelayRole.MIX;
            case GATEWAY -> RelayRole.GATEWAY;
          });
    }
    return roles;
  }
}
