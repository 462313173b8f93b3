// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.wire.Wire;

/// Payload bytes with signatures, exactly as received: stored, hashed and forwarded so, never
/// written anew (EN-4). Nothing in it is verified; [#as] is the way on.
///
/// The payload belongs to this record: nobody changes it.
@SuppressWarnings("ArrayRecordComponent") // opaque, named by its digest and never compared
public record SignedDocument(int code, byte[] payload, List<KeySignature> signatures) {
  /// Of the largest upload; a `Signed` is refused beyond that before it is read.
  public static final int MAX_BYTES = 320 * 1024;

  public SignedDocument {
    signatures = List.copyOf(signatures);
  }

  /// `document` as a payload signed by each of `signers` for `network`.
  public static <T> SignedDocument sign(
      DocumentKind<T> kind, T document, Fixed32 network, List<HybridKeyPair> signers) {
    byte[] payload = kind.write(document);
    List<KeySignature> signatures = new ArrayList<>();
    for (HybridKeyPair signer : signers) {
      signatures.add(signature(kind, kind.numberOf(document), payload, network, signer));
    }
    signatures.sort(Comparator.comparing(KeySignature::keyId));
    return new SignedDocument(kind.code(), payload, signatures);
  }

  /// Version 1 of a root, which is signed for the network it names: SHA-256 of its own payload.
  public static SignedDocument signFirst(Root root, List<HybridKeyPair> identities) {
    return sign(DocumentKind.ROOT, root, Sha256.of(root.encode()), identities);
  }

  /// One signature over a payload whose context number is `number`.
  public static KeySignature signature(
      DocumentKind<?> kind, long number, byte[] payload, Fixed32 network, HybridKeyPair signer) {
    Fixed32 id = signer.publicKey().keyId();
    return new KeySignature(id, signer.sign(PreImage.of(kind, network, id, number, payload)));
  }

  /// The object's name: SHA-256 of the payload (SG-1).
  public Fixed32 digest() {
    return Sha256.of(payload);
  }

  /// The payload read as `kind`, still unverified; another kind is `WRONG_TYPE` (SG-6).
  public <T> Checked<Unverified<T>> as(DocumentKind<T> kind) {
    if (code != kind.code()) {
      return Checked.refused(Refusal.WRONG_TYPE, kind.label());
    }
    return kind.read(payload).map(content -> new Unverified<>(kind, this, content));
  }

  public byte[] encode() {
    return Canonical.encode(toWire());
  }

  public static Checked<SignedDocument> decode(byte[] bytes) {
    return Canonical.read(Wire.Signed.getDefaultInstance(), bytes, MAX_BYTES)
        .map(SignedDocument::fromWire);
  }

  Wire.Signed toWire() {
    return Wire.Signed.newBuilder()
        .setType(code)
        .setPayload(ByteString.copyFrom(payload))
        .addAllSigs(KeySignature.toWire(signatures))
        .build();
  }

  static SignedDocument fromWire(Wire.Signed signed) {
    return new SignedDocument(
        signed.getType(),
        signed.getPayload().toByteArray(),
        signed.getSigsList().stream().map(KeySignature::fromWire).toList());
  }
}
