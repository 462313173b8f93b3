// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import nightmail.node.disk.Disk;
import nightmail.node.link.LinkIdentity;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.document.RelayCert;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.packet.RelayId;
import org.jspecify.annotations.Nullable;

/// Who this node is: the keys that last longer than a key epoch.
///
/// | key | is for | lasts |
/// |---|---|---|
/// | identity | its key id is the relay id; signs certificates only; may be moved off line | for ever |
/// | signing, with its certificate | signs descriptors | 30 days, renewed after 20 (TK-7) |
/// | link | TLS on the links, pinned by the directory | for ever |
/// | storage | seals mix keys on the disk | for ever |
///
/// A value; safe for any thread.
public final class NodeIdentity {
  private final @Nullable HybridKeyPair identity; // null if it was moved off line
  private final HybridKeyPair signing;
  private final RelayCert content;
  private final SignedDocument cert;
  private final LinkIdentity link;
  private final SecretBytes storageKey;

  NodeIdentity(
      @Nullable HybridKeyPair identity,
      SigningKey signing,
      LinkIdentity link,
      SecretBytes storageKey) {
    this.identity = identity;
    this.signing = signing.pair();
    this.content = signing.content();
    this.cert = signing.cert();
    this.link = link;
    this.storageKey = storageKey;
  }

  /// Makes all keys in `folder`, which must not exist: after a crash it has all of them or is not
  /// there. Files are 0600.
  ///
  /// @param network the id of the network the certificate is for
  /// @throws java.nio.file.FileAlreadyExistsException if there are keys (FR-2, exit 8)
  public static NodeIdentity create(
      Path folder, Fixed32 network, Instant now, Disk disk, SecureRandom random)
      throws IOException {
    new IdentityFolder(folder, disk).create(network, now, random);
    return load(folder, network, disk);
  }

  /// Reads the keys and checks that they belong together and to `network`.
  ///
  /// @throws KeyFileExposed if others can read one of the secrets (NM-C007, exit 5)
  /// @throws KeyFileDamaged if one is not what was written (exit 5)
  /// @throws java.nio.file.NoSuchFileException if one is missing
  public static NodeIdentity load(Path folder, Fixed32 network, Disk disk) throws IOException {
    return new IdentityFolder(folder, disk).load(network);
  }

  /// Whether there is anything in `folder`, whole or not.
  public static boolean exists(Path folder) {
    return Files.exists(folder);
  }

  /// A fresh signing key with a certificate of the next serial, written over the old one at once.
  ///
  /// @throws IllegalStateException if the identity key is not here
  public NodeIdentity renewed(
      Path folder, Fixed32 network, Instant now, Disk disk, SecureRandom random)
      throws IOException {
    HybridKeyPair own = identity;
    if (own == null) {
      throw new IllegalStateException("the identity key is off line");
    }
    SigningKey next = SigningKey.generate(own, content.serial() + 1, network, now, random);
    new IdentityFolder(folder, disk).replace(next);
    return new NodeIdentity(own, next, link, storageKey);
  }

  public RelayId relayId() {
    return content.relayId();
  }

  /// The identity key, if it is on this machine.
  public Optional<HybridKeyPair> identity() {
    return Optional.ofNullable(identity);
  }

  /// The key descriptors are signed with.
  public HybridKeyPair signing() {
    return signing;
  }

  /// The certificate of [#signing], signed by both keys.
  public SignedDocument cert() {
    return cert;
  }

  /// Last moment of the certificate.
  public Instant certificateNotAfter() {
    return content.notAfter();
  }

  /// Whether the certificate should be renewed now (TK-7).
  public boolean isRenewalDue(Instant now) {
    return !now.isBefore(content.notBefore().plus(SigningKey.RENEW_AFTER));
  }

  public LinkIdentity link() {
    return link;
  }

  /// 32 bytes; still owned by this.
  public SecretBytes storageKey() {
    return storageKey;
  }

  /// No key.
  @Override
  public String toString() {
    return "NodeIdentity[" + relayId() + "]";
  }
}
