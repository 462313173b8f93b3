// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.time.Instant;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.crypto.HybridPublicKey;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// A family's word about a relay: it belongs to us, or (`isSponsor`) we vouch for it; signed by the
/// family key.
public record FamilyCert(
    HybridPublicKey family, RelayId relay, Instant notBefore, Instant notAfter, boolean isSponsor) {

  /// How the consensus names the family: the first 16 bytes of its key id.
  public Fixed16 familyId() {
    return Fixed16.firstHalf(family.keyId());
  }

  public boolean isValidAt(Instant moment) {
    return !moment.isBefore(notBefore) && !moment.isAfter(notAfter);
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.FamilyCert.newBuilder()
            .setFamily(WireValue.keys(family))
            .setRelayId(WireValue.bytes(relay))
            .setNotBefore(WireValue.seconds(notBefore))
            .setNotAfter(WireValue.seconds(notAfter))
            .setKind(isSponsor ? 1 : 0)
            .build());
  }

  public static Checked<FamilyCert> decode(byte[] payload) {
    return Canonical.read(
            Wire.FamilyCert.getDefaultInstance(), payload, DocumentKind.FAMILY_CERT.maxBytes())
        .then(
            wire ->
                WireValue.key(wire.getFamily(), "family")
                    .map(
                        family ->
                            new FamilyCert(
                                family,
                                WireValue.relayId(wire.getRelayId()),
                                WireValue.instant(wire.getNotBefore()),
                                WireValue.instant(wire.getNotAfter()),
                                wire.getKind() == 1)));
  }
}
