// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// What a relay says about itself, signed by its signing key.
///
/// `cert`, `domains` and `families` are digests of the documents uploaded with it. `capacityKib` is
/// KiB/s, 1 to 16,777,215. `exitPolicy`: 0 own domains, 1 domains that opted in, 2 open. `linkPin`
/// is SHA-256 of the `SubjectPublicKeyInfo` of the link certificate. At most three mix keys, one
/// per key epoch.
public record Descriptor(
    RelayId relayId,
    long sequence,
    Instant published,
    Fixed32 cert,
    Fixed32 linkPin,
    List<PublishedKey> mixKeys,
    String host,
    List<RelayAddress> addresses,
    Set<RelayRole> roles,
    int capacityKib,
    int maxObjectKib,
    int exitPolicy,
    Optional<Fixed32> domains,
    List<Fixed32> families,
    Optional<Fixed32> sponsor,
    int protoMin,
    int protoMax,
    String software,
    String contact,
    Optional<Instant> leavingFrom,
    String mirrorUrl,
    PublishedTraffic traffic) {

  /// Lists are put in the order of the document.
  public Descriptor {
    mixKeys = mixKeys.stream().sorted(Comparator.comparingLong(PublishedKey::keyEpoch)).toList();
    addresses = List.copyOf(addresses);
    families = families.stream().sorted().toList();
    roles = RelayRole.ofBits(RelayRole.bitsOf(roles));
  }

  /// Figures that a relay publishes about a past day (`docs/spec/directory.md` §4); 0 means unset.
  public record PublishedTraffic(int day, long packets, long overloadHour) {
    public static final PublishedTraffic NONE = new PublishedTraffic(0, 0, 0);
  }

  public Optional<PublishedKey> key(long keyEpoch) {
    return mixKeys.stream().filter(k -> k.keyEpoch() == keyEpoch).findFirst();
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.Descriptor.newBuilder()
            .setRelayId(WireValue.bytes(relayId))
            .setSequence(sequence)
            .setPublished(WireValue.seconds(published))
            .setCert(WireValue.bytes(cert))
            .setLinkPin(WireValue.bytes(linkPin))
            .addAllMixKeys(mixKeys.stream().map(PublishedKey::toWire).toList())
            .setHost(host)
            .addAllAddresses(WireValue.addresses(addresses))
            .setRoles(RelayRole.bitsOf(roles))
            .setCapacityKibS(capacityKib)
            .setMaxObjectKib(maxObjectKib)
            .setExitPolicy(exitPolicy)
            .setDomains(WireValue.bytes(domains))
            .addAllFamilies(WireValue.sorted(families))
            .setSponsor(WireValue.bytes(sponsor))
            .setProtoMin(protoMin)
            .setProtoMax(protoMax)
            .setSoftware(software)
            .setContact(contact)
            .setLeavingFrom(leavingFrom.map(WireValue::seconds).orElse(0L))
            .setMirrorUrl(mirrorUrl)
            .setRelayedDay(traffic.day())
            .setRelayedPackets(traffic.packets())
            .setOverloadHour(traffic.overloadHour())
            .build());
  }

  public static Checked<Descriptor> decode(byte[] payload) {
    return Canonical.read(
            Wire.Descriptor.getDefaultInstance(), payload, DocumentKind.DESCRIPTOR.maxBytes())
        .then(Descriptor::fromWire);
  }

  private static Checked<Descriptor> fromWire(Wire.Descriptor wire) {
    List<PublishedKey> keys = new ArrayList<>();
    for (Wire.MixKey key : wire.getMixKeysList()) {
      switch (PublishedKey.fromWire(key)) {
        case Checked.Good<PublishedKey>(PublishedKey good) -> keys.add(good);
        case Checked.Refused<PublishedKey>(Refusal reason, String where) -> {
          return Checked.refused(reason, where);
        }
      }
    }
    if (wire.getProtoMin() > wire.getProtoMax()) {
      return Checked.refused(Refusal.OUT_OF_RANGE, "proto_max");
    }
    return Checked.good(fromWire(wire, keys));
  }

  private static Descriptor fromWire(Wire.Descriptor wire, List<PublishedKey> keys) {
    return new Descriptor(
        WireValue.relayId(wire.getRelayId()),
        wire.getSequence(),
        WireValue.instant(wire.getPublished()),
        WireValue.fixed32(wire.getCert()),
        WireValue.fixed32(wire.getLinkPin()),
        keys,
        wire.getHost(),
        WireValue.relayAddresses(wire.getAddressesList()),
        RelayRole.ofBits(wire.getRoles()),
        wire.getCapacityKibS(),
        wire.getMaxObjectKib(),
        wire.getExitPolicy(),
        WireValue.optional(wire.getDomains()),
        WireValue.fixed32s(wire.getFamiliesList()),
        WireValue.optional(wire.getSponsor()),
        wire.getProtoMin(),
        wire.getProtoMax(),
        wire.getSoftware(),
        wire.getContact(),
        wire.getLeavingFrom() == 0
            ? Optional.empty()
            : Optional.of(WireValue.instant(wire.getLeavingFrom())),
        wire.getMirrorUrl(),
        new PublishedTraffic(
            wire.getRelayedDay(), wire.getRelayedPackets(), wire.getOverloadHour()));
  }
}
