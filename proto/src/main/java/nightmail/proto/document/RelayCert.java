// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.time.Instant;
import nightmail.proto.crypto.HybridPublicKey;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// The signing key of a relay, vouched for by its identity, which may stay offline; signed by both.
///
/// Valid from `notBefore` to `notAfter`, both included.
public record RelayCert(
    HybridPublicKey identity,
    HybridPublicKey signing,
    long serial,
    Instant notBefore,
    Instant notAfter) {

  /// The relay: the key id of its identity.
  public RelayId relayId() {
    return new RelayId(identity.keyId());
  }

  public boolean isValidAt(Instant moment) {
    return !moment.isBefore(notBefore) && !moment.isAfter(notAfter);
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.RelayCert.newBuilder()
            .setIdentity(WireValue.keys(identity))
            .setSigning(WireValue.keys(signing))
            .setSerial(serial)
            .setNotBefore(WireValue.seconds(notBefore))
            .setNotAfter(WireValue.seconds(notAfter))
            .build());
  }

  public static Checked<RelayCert> decode(byte[] payload) {
    return Canonical.read(
            Wire.RelayCert.getDefaultInstance(), payload, DocumentKind.RELAY_CERT.maxBytes())
        .then(RelayCert::fromWire);
  }

  private static Checked<RelayCert> fromWire(Wire.RelayCert wire) {
    return WireValue.key(wire.getIdentity(), "identity")
        .then(
            identity ->
                WireValue.key(wire.getSigning(), "signing")
                    .map(
                        signing ->
                            new RelayCert(
                                identity,
                                signing,
                                wire.getSerial(),
                                WireValue.instant(wire.getNotBefore()),
                                WireValue.instant(wire.getNotAfter()))));
  }
}
