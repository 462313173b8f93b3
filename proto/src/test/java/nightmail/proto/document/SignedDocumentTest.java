// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.Sha256;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// SG-1 to SG-6, E4 to E6, A11: what a signature covers and whose counts.
class SignedDocumentTest {
  private static final Fixed32 NETWORK = Sha256.of(new byte[] {1});
  private static final Fixed32 OTHER_NETWORK = Sha256.of(new byte[] {2});
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final HybridKeyPair identity = HybridKeyPair.generate(new Random(1));
  private final HybridKeyPair signing = HybridKeyPair.generate(new Random(2));
  private final RelayCert cert =
      new RelayCert(identity.publicKey(), signing.publicKey(), 7, NOW, NOW.plusSeconds(60));
  private final SignedDocument signed =
      SignedDocument.sign(DocumentKind.RELAY_CERT, cert, NETWORK, List.of(identity, signing));

  @Test
  void aDocumentSignedByAllComesOut() {
    assertEquals(Optional.of(cert), verify(signed, NETWORK).asOptional());
  }

  @Test
  @DisplayName("E5: a signature for another network does not hold")
  void anotherNetworkIsRefused() {
    assertEquals(Optional.of(Refusal.BAD_SIGNATURE), verify(signed, OTHER_NETWORK).refusal());
  }

  @Test
  @DisplayName("SG-6, A11: no kind passes for another")
  void anotherKindIsRefused() {
    assertEquals(Optional.of(Refusal.WRONG_TYPE), signed.as(DocumentKind.DESCRIPTOR).refusal());
  }

  @Test
  @DisplayName("SG-2, E4: one key counts once, and unknown signers not at all")
  void aKeyCountsOnce() {
    SignedDocument twice =
        new SignedDocument(
            signed.code(),
            signed.payload(),
            List.of(signed.signatures().getFirst(), signed.signatures().getFirst()));
    Unverified<RelayCert> read = twice.as(DocumentKind.RELAY_CERT).orThrow();

    assertFalse(
        read.verifiedBy(NETWORK, List.of(identity.publicKey(), signing.publicKey()), 2).isGood());
    assertEquals(
        Optional.of(Refusal.UNKNOWN_SIGNER),
        read.verifiedBy(NETWORK, List.of(HybridKeyPair.generate(new Random(3)).publicKey()), 1)
            .refusal());
  }

  @Test
  @DisplayName("E6: every field of the pre-image is covered, and its length is as written")
  void preImageHasItsLengths() {
    byte[] payload = cert.encode();
    byte[] preImage =
        PreImage.of(DocumentKind.RELAY_CERT, NETWORK, identity.publicKey().keyId(), 7, payload);

    assertEquals(165 + "relay-cert".length(), preImage.length);
    assertFalse(
        identity
            .publicKey()
            .verify(
                PreImage.of(
                    DocumentKind.RELAY_CERT, NETWORK, identity.publicKey().keyId(), 8, payload),
                identity.sign(preImage)));
  }

  @Test
  @DisplayName("EN-4: the payload is kept byte for byte through packing anew")
  void packingAnewKeepsPayloadAndSignatures() {
    SignedDocument again = SignedDocument.decode(signed.encode()).orThrow();

    assertEquals(signed.digest(), again.digest());
    assertTrue(verify(again, NETWORK).isGood());
  }

  private Checked<RelayCert> verify(SignedDocument document, Fixed32 network) {
    return document
        .as(DocumentKind.RELAY_CERT)
        .then(u -> u.verifiedByAll(network, List.of(identity.publicKey(), signing.publicKey())));
  }
}
