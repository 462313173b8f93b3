// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridPublicKey;

/// A document that was read and whose signatures nobody has looked at (SG-1).
///
/// The content comes out by [#verifiedByAll] or [#verifiedBy]; [#unverifiedContent] is for finding
/// out whose keys to ask.
///
/// Safe for any thread.
public final class Unverified<T> {
  private final DocumentKind<T> kind;
  private final SignedDocument signed;
  private final T content;

  Unverified(DocumentKind<T> kind, SignedDocument signed, T content) {
    this.kind = kind;
    this.signed = signed;
    this.content = content;
  }

  /// What the document claims.
  public T unverifiedContent() {
    return content;
  }

  public SignedDocument signed() {
    return signed;
  }

  public Fixed32 digest() {
    return signed.digest();
  }

  /// The content, if every one of `keys` signed it for `network`.
  public Checked<T> verifiedByAll(Fixed32 network, List<HybridPublicKey> keys) {
    return verifiedBy(network, keys, new TreeSet<>(keyIds(keys)).size());
  }

  /// The content, if at least `quorum` distinct keys of `keys` signed it for `network`. Signatures
  /// of other keys are not looked at; a key counts once.
  public Checked<T> verifiedBy(Fixed32 network, Collection<HybridPublicKey> keys, int quorum) {
    TreeSet<Fixed32> counted = new TreeSet<>();
    for (HybridPublicKey key : keys) {
      if (counted.size() < quorum && isSignedBy(network, key)) {
        counted.add(key.keyId());
      }
    }
    if (counted.size() >= quorum && quorum > 0) {
      return Checked.good(content);
    }
    boolean known = signed.signatures().stream().anyMatch(s -> keyIds(keys).contains(s.keyId()));
    return Checked.refused(known ? Refusal.BAD_SIGNATURE : Refusal.UNKNOWN_SIGNER, kind.label());
  }

  private boolean isSignedBy(Fixed32 network, HybridPublicKey key) {
    return signed.signatures().stream()
        .filter(s -> s.keyId().equals(key.keyId()))
        .anyMatch(s -> key.verify(preImage(network, key.keyId()), s.signature()));
  }

  private byte[] preImage(Fixed32 network, Fixed32 signer) {
    return PreImage.of(kind, network, signer, kind.numberOf(content), signed.payload());
  }

  private static List<Fixed32> keyIds(Collection<HybridPublicKey> keys) {
    return keys.stream().map(HybridPublicKey::keyId).toList();
  }
}
