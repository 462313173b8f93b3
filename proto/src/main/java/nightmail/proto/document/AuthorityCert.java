// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.time.Instant;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridPublicKey;
import nightmail.proto.document.wire.Wire;

/// The signing key of an authority, vouched for by its offline identity; signed by both.
///
/// Valid from `notBefore` to `notAfter`, both included. `linkPin` is that of its peer port.
/// `revoked` are serials that hold no more, ascending.
public record AuthorityCert(
    Fixed32 identityId,
    HybridPublicKey signing,
    Fixed32 linkPin,
    long serial,
    Instant notBefore,
    Instant notAfter,
    List<Long> revoked) {

  public AuthorityCert {
    revoked = revoked.stream().sorted().toList();
  }

  public boolean isValidAt(Instant moment) {
    return !moment.isBefore(notBefore) && !moment.isAfter(notAfter);
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.AuthorityCert.newBuilder()
            .setIdentityId(WireValue.bytes(identityId))
            .setSigning(WireValue.keys(signing))
            .setLinkPin(WireValue.bytes(linkPin))
            .setSerial(serial)
            .setNotBefore(WireValue.seconds(notBefore))
            .setNotAfter(WireValue.seconds(notAfter))
            .addAllRevoked(revoked)
            .build());
  }

  public static Checked<AuthorityCert> decode(byte[] payload) {
    return Canonical.read(
            Wire.AuthorityCert.getDefaultInstance(),
            payload,
            DocumentKind.AUTHORITY_CERT.maxBytes())
        .then(AuthorityCert::fromWire);
  }

  private static Checked<AuthorityCert> fromWire(Wire.AuthorityCert wire) {
    return WireValue.key(wire.getSigning(), "signing")
        .map(
            signing ->
                new AuthorityCert(
                    WireValue.fixed32(wire.getIdentityId()),
                    signing,
                    WireValue.fixed32(wire.getLinkPin()),
                    wire.getSerial(),
                    WireValue.instant(wire.getNotBefore()),
                    WireValue.instant(wire.getNotAfter()),
                    wire.getRevokedList()));
  }
}
