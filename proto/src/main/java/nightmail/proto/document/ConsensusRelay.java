// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Set;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// A relay's line in a consensus.
///
/// `weightField` is the quantised weight of WT-5, 0 to 200; `layer` 0 in a free route; `asn` and
/// `org` 0 if unknown.
public record ConsensusRelay(
    RelayId id,
    Fixed32 descriptor,
    Set<RelayFlag> flags,
    int weightField,
    int layer,
    String host,
    List<RelayAddress> addresses,
    List<Fixed16> families,
    long asn,
    long org,
    int protoMin,
    int protoMax,
    int maxObjectKib,
    int exitPolicy,
    String mirrorUrl) {

  public ConsensusRelay {
    flags = RelayFlag.ofBits(RelayFlag.bitsOf(flags));
    addresses = List.copyOf(addresses);
    families = families.stream().sorted().toList();
  }

  public boolean has(RelayFlag flag) {
    return flags.contains(flag);
  }

  Wire.Relay toWire() {
    List<ByteString> familyBytes = families.stream().map(WireValue::bytes).toList();
    return Wire.Relay.newBuilder()
        .setId(WireValue.bytes(id))
        .setDescriptorDigest(WireValue.bytes(descriptor))
        .setFlags(RelayFlag.bitsOf(flags))
        .setWeight(weightField)
        .setLayer(layer)
        .setHost(host)
        .addAllAddresses(WireValue.addresses(addresses))
        .addAllFamilies(familyBytes)
        .setAsn((int) asn)
        .setOrg(WireValue.bytes8(org))
        .setProtoMin(protoMin)
        .setProtoMax(protoMax)
        .setMaxObjectKib(maxObjectKib)
        .setExitPolicy(exitPolicy)
        .setMirrorUrl(mirrorUrl)
        .build();
  }

  static ConsensusRelay fromWire(Wire.Relay wire) {
    return new ConsensusRelay(
        WireValue.relayId(wire.getId()),
        WireValue.fixed32(wire.getDescriptorDigest()),
        RelayFlag.ofBits(wire.getFlags()),
        wire.getWeight(),
        wire.getLayer(),
        wire.getHost(),
        WireValue.relayAddresses(wire.getAddressesList()),
        wire.getFamiliesList().stream().map(WireValue::fixed16).toList(),
        Integer.toUnsignedLong(wire.getAsn()),
        WireValue.fixed8(wire.getOrg()),
        wire.getProtoMin(),
        wire.getProtoMax(),
        wire.getMaxObjectKib(),
        wire.getExitPolicy(),
        wire.getMirrorUrl());
  }
}
