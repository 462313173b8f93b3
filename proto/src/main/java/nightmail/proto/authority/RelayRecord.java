// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DomainList;
import nightmail.proto.document.FamilyCert;
import nightmail.proto.document.RelayCert;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Upload;
import nightmail.proto.packet.RelayId;

/// A relay as its newest verified upload shows it. `firstSeen` is the epoch that listed it first.
public record RelayRecord(
    Descriptor descriptor,
    SignedDocument signedDescriptor,
    RelayCert cert,
    SignedDocument signedCert,
    List<FamilyCert> families,
    List<SignedDocument> signedFamilies,
    DomainList domains,
    OptionalLong firstSeen) {

  public RelayRecord {
    families = List.copyOf(families);
    signedFamilies = List.copyOf(signedFamilies);
  }

  public RelayId id() {
    return descriptor.relayId();
  }

  public Fixed32 digest() {
    return signedDescriptor.digest();
  }

  /// The whole upload again, with whatever the last one left out.
  Upload asUpload() {
    return new Upload(
        signedDescriptor,
        Optional.of(signedCert),
        signedFamilies,
        descriptor.domains().isEmpty() ? Optional.empty() : Optional.of(domains));
  }

  RelayRecord firstSeenIn(long epoch) {
    return new RelayRecord(
        descriptor,
        signedDescriptor,
        cert,
        signedCert,
        families,
        signedFamilies,
        domains,
        OptionalLong.of(epoch));
  }
}
