// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.RelayCert;
import nightmail.proto.document.SignedDocument;

/// A signing key and its certificate, which are replaced together and so share a file.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 64 | seed of the pair |
/// | 64 | rest | the signed certificate |
record SigningKey(HybridKeyPair pair, RelayCert content, SignedDocument cert) {
  /// TK-7.
  static final Duration LIFETIME = Duration.ofDays(30);

  static final Duration RENEW_AFTER = Duration.ofDays(20);

  /// A clock may be behind ours.
  private static final Duration LEEWAY = Duration.ofHours(1);

  /// Makes a key for the relay that `identity` names, valid from the full hour before `now`.
  static SigningKey generate(
      HybridKeyPair identity, long serial, Fixed32 network, Instant now, SecureRandom random) {
    HybridKeyPair pair = HybridKeyPair.generate(random);
    Instant from = now.minus(LEEWAY).truncatedTo(ChronoUnit.HOURS);
    RelayCert content =
        new RelayCert(identity.publicKey(), pair.publicKey(), serial, from, from.plus(LIFETIME));
    SignedDocument cert =
        SignedDocument.sign(DocumentKind.RELAY_CERT, content, network, List.of(identity, pair));
    return new SigningKey(pair, content, cert);
  }

  /// The bytes of the file; the caller erases them.
  byte[] encode() {
    byte[] signed = cert.encode();
    return ByteBuffer.allocate(HybridKeyPair.SEED_BYTES + signed.length)
        .put(pair.seed().exposedBytes())
        .put(signed)
        .array();
  }

  /// Reads a file; empty unless the certificate is for this key and signed by it and the relay it
  /// names, for `network`.
  static Optional<SigningKey> decode(byte[] file, Fixed32 network) {
    if (file.length <= HybridKeyPair.SEED_BYTES) {
      return Optional.empty();
    }
    SecretBytes seed = SecretBytes.owning(Arrays.copyOf(file, HybridKeyPair.SEED_BYTES));
    HybridKeyPair pair = HybridKeyPair.fromSeed(seed);
    seed.erase();
    byte[] signed = Arrays.copyOfRange(file, HybridKeyPair.SEED_BYTES, file.length);
    return SignedDocument.decode(signed)
        .asOptional()
        .flatMap(cert -> verified(cert, pair, network));
  }

  private static Optional<SigningKey> verified(
      SignedDocument cert, HybridKeyPair pair, Fixed32 network) {
    return cert.as(DocumentKind.RELAY_CERT)
        .then(
            unverified ->
                unverified.verifiedByAll(
                    network, List.of(unverified.unverifiedContent().identity(), pair.publicKey())))
        .asOptional()
        .filter(content -> content.signing().equals(pair.publicKey()))
        .map(content -> new SigningKey(pair, content, cert));
  }

  /// No key.
  @Override
  public String toString() {
    return "SigningKey[" + content.serial() + "]";
  }
}
