// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Descriptor.PublishedTraffic;
import nightmail.proto.packet.RelayId;

/// Puts a descriptor together; what is not said is absent, or the least that is allowed.
///
/// Owned by one thread.
public final class DescriptorBuilder {
  private final RelayId relay;
  private final long sequence;
  private final Instant published;
  private final Fixed32 cert;
  private final Fixed32 linkPin;
  private final List<PublishedKey> mixKeys = new ArrayList<>();
  private final List<RelayAddress> addresses = new ArrayList<>();
  private final List<Fixed32> families = new ArrayList<>();
  private String host = "localhost";
  private Set<RelayRole> roles = EnumSet.of(RelayRole.MIX);
  private int capacityKib = 1;
  private int maxObjectKib;
  private int exitPolicy;
  private Optional<Fixed32> domains = Optional.empty();
  private String software = "";
  private String contact = "";
  private Optional<Instant> leavingFrom = Optional.empty();
  private PublishedTraffic traffic = PublishedTraffic.NONE;

  /// `cert` is the digest of the relay's certificate.
  public DescriptorBuilder(
      RelayId relay, long sequence, Instant published, Fixed32 cert, Fixed32 linkPin) {
    this.relay = relay;
    this.sequence = sequence;
    this.published = published;
    this.cert = cert;
    this.linkPin = linkPin;
  }

  public DescriptorBuilder key(PublishedKey key) {
    mixKeys.add(key);
    return this;
  }

  public DescriptorBuilder at(String hostName, RelayAddress... where) {
    host = hostName;
    addresses.addAll(List.of(where));
    return this;
  }

  public DescriptorBuilder roles(Set<RelayRole> some) {
    roles = RelayRole.ofBits(RelayRole.bitsOf(some));
    return this;
  }

  /// KiB/s, and the largest object it takes as an exit, in KiB.
  public DescriptorBuilder capacity(int kib, int objectKib) {
    capacityKib = kib;
    maxObjectKib = objectKib;
    return this;
  }

  /// 0 own domains, 1 domains that opted in, 2 open.
  public DescriptorBuilder exitPolicy(int policy) {
    exitPolicy = policy;
    return this;
  }

  /// An empty list is left out.
  public DescriptorBuilder domains(DomainList list) {
    domains = list.names().isEmpty() ? Optional.empty() : Optional.of(Sha256.of(list.encode()));
    return this;
  }

  public DescriptorBuilder family(SignedDocument memberCert) {
    families.add(memberCert.digest());
    return this;
  }

  public DescriptorBuilder about(String softwareName, String contactAddress) {
    software = softwareName;
    contact = contactAddress;
    return this;
  }

  public DescriptorBuilder leavingFrom(Instant moment) {
    leavingFrom = Optional.of(moment);
    return this;
  }

  public DescriptorBuilder traffic(PublishedTraffic figures) {
    traffic = figures;
    return this;
  }

  public Descriptor build() {
    return new Descriptor(
        relay,
        sequence,
        published,
        cert,
        linkPin,
        mixKeys,
        host,
        addresses,
        roles,
        capacityKib,
        maxObjectKib,
        exitPolicy,
        domains,
        families,
        Optional.empty(),
        1,
        1,
        software,
        contact,
        leavingFrom,
        "",
        traffic);
  }
}
