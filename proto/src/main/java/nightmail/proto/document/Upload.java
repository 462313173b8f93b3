// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import nightmail.proto.document.wire.Wire;

/// A descriptor with what it names by digest, as a relay sends it to an authority; nothing in it is
/// verified.
///
/// `cert` and `families` may be left out if the authority has them; `domainList` is empty if the
/// descriptor names none.
public record Upload(
    SignedDocument descriptor,
    Optional<SignedDocument> cert,
    List<SignedDocument> families,
    Optional<DomainList> domainList) {

  public static final int MAX_BYTES = 320 * 1024;

  public Upload {
    families = List.copyOf(families);
  }

  public byte[] encode() {
    Wire.Upload.Builder upload =
        Wire.Upload.newBuilder()
            .setSignedDescriptor(descriptor.toWire())
            .addAllFamilies(families.stream().map(SignedDocument::toWire).toList());
    cert.ifPresent(c -> upload.setCert(c.toWire()));
    domainList.ifPresent(list -> upload.setDomainList(ByteString.copyFrom(list.encode())));
    return Canonical.encode(upload.build());
  }

  public static Checked<Upload> decode(byte[] bytes) {
    return Canonical.read(Wire.Upload.getDefaultInstance(), bytes, MAX_BYTES)
        .then(
            wire ->
                wire.getDomainList().isEmpty()
                    ? Checked.good(fromWire(wire, Optional.empty()))
                    : DomainList.decode(wire.getDomainList().toByteArray())
                        .map(list -> fromWire(wire, Optional.of(list))));
  }

  private static Upload fromWire(Wire.Upload wire, Optional<DomainList> list) {
    return new Upload(
        SignedDocument.fromWire(wire.getSignedDescriptor()),
        wire.hasCert() ? Optional.of(SignedDocument.fromWire(wire.getCert())) : Optional.empty(),
        wire.getFamiliesList().stream().map(SignedDocument::fromWire).toList(),
        list);
  }
}
