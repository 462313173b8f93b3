// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.wire.Wire;

/// Where the consensus of an epoch is, and who signed it.
///
/// `bytes` is the size of the consensus, 1 to 8 MiB; `certs` are digests of the signers'
/// certificates. The pointer itself is not signed: it carries the signatures.
public record Pointer(
    long epoch,
    Fixed32 digest,
    int bytes,
    List<KeySignature> signatures,
    long rootVersion,
    List<Fixed32> certs) {
  public static final int MAX_BYTES = 256 * 1024;

  public Pointer {
    signatures = List.copyOf(signatures);
    certs = certs.stream().sorted().toList();
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.Pointer.newBuilder()
            .setEpoch(epoch)
            .setDigest(WireValue.bytes(digest))
            .setSize(bytes)
            .addAllSigs(KeySignature.toWire(signatures))
            .setRootVersion(rootVersion)
            .addAllCerts(WireValue.sorted(certs))
            .build());
  }

  public static Checked<Pointer> decode(byte[] bytes) {
    return Canonical.read(Wire.Pointer.getDefaultInstance(), bytes, MAX_BYTES)
        .map(
            wire ->
                new Pointer(
                    wire.getEpoch(),
                    WireValue.fixed32(wire.getDigest()),
                    wire.getSize(),
                    wire.getSigsList().stream().map(KeySignature::fromWire).toList(),
                    wire.getRootVersion(),
                    WireValue.fixed32s(wire.getCertsList())));
  }
}
