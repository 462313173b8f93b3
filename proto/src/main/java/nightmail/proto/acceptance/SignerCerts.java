// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridPublicKey;
import nightmail.proto.document.AuthorityCert;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Root;
import nightmail.proto.document.RootAuthority;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Unverified;

/// Whose signatures count for a consensus (AC-4): one signing key per authority of the root, by the
/// certificate of the highest serial that is valid then.
///
/// Whatever does not hold is passed over: an unknown signer is no error (katzenpost#182: they
/// crashed clients).
final class SignerCerts {
  private SignerCerts() {}

  /// The signing keys that count; at most one per authority.
  static List<HybridPublicKey> keys(
      Fixed32 networkId, Root root, Consensus consensus, List<SignedDocument> certs) {
    List<AuthorityCert> good = new ArrayList<>();
    for (SignedDocument signed : certs) {
      verified(networkId, root, signed)
          .filter(c -> c.isValidAt(consensus.validAfter()))
          .filter(c -> c.serial() >= consensus.certs().getOrDefault(c.identityId(), 0L))
          .ifPresent(good::add);
    }
    NavigableMap<Fixed32, AuthorityCert> newest = new TreeMap<>();
    good.stream()
        .filter(c -> good.stream().noneMatch(other -> revokes(other, c)))
        .forEach(c -> newest.merge(c.identityId(), c, SignerCerts::newer));
    return newest.values().stream().map(AuthorityCert::signing).toList();
  }

  /// The certificate, if an authority of `root` and the new key itself signed it.
  static Optional<AuthorityCert> verified(Fixed32 networkId, Root root, SignedDocument signed) {
    Optional<Unverified<AuthorityCert>> read = signed.as(DocumentKind.AUTHORITY_CERT).asOptional();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    AuthorityCert claimed = read.get().unverifiedContent();
    return root.authority(claimed.identityId())
        .map(RootAuthority::identity)
        .flatMap(
            identity ->
                read.get()
                    .verifiedByAll(networkId, List.of(identity, claimed.signing()))
                    .asOptional());
  }

  private static boolean revokes(AuthorityCert one, AuthorityCert other) {
    return one.identityId().equals(other.identityId()) && one.revoked().contains(other.serial());
  }

  private static AuthorityCert newer(AuthorityCert one, AuthorityCert other) {
    return one.serial() >= other.serial() ? one : other;
  }
}
