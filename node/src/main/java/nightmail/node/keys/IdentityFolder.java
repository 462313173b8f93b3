// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nightmail.node.disk.Disk;
import nightmail.node.disk.SmallFile;
import nightmail.node.link.LinkIdentity;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.packet.RelayId;
import org.jspecify.annotations.Nullable;

/// The files of a [NodeIdentity].
///
/// | file | holds |
/// |---|---|
/// | `identity.key` | seed of 64 bytes; may be moved off line |
/// | `signing.key` | see [SigningKey] |
/// | `link.key`, `link.crt` | PKCS#8 and X.509, both DER |
/// | `storage.key` | 32 bytes |
///
/// Owned by one thread at a time.
final class IdentityFolder {
  private static final int STORAGE_KEY_BYTES = 32;
  private static final byte[] PROBE = "nightmail link key".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final Disk disk;

  IdentityFolder(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /// Writes everything under another name, then renames the folder.
  void create(Fixed32 network, Instant now, SecureRandom random) throws IOException {
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
    Path fresh = parent.resolve(folder.getFileName() + ".new");
    removeAll(fresh);
    disk.makeFolder(fresh);
    write(new IdentityFolder(fresh, disk), network, now, random);
    disk.syncFolder(fresh);
    disk.rename(fresh, folder);
    disk.syncFolder(parent);
  }

  private static void write(IdentityFolder to, Fixed32 network, Instant now, SecureRandom random)
      throws IOException {
    HybridKeyPair identity = HybridKeyPair.generate(random);
    SigningKey signing = SigningKey.generate(identity, 1, network, now, random);
    SecretBytes storage = SecretBytes.draw(STORAGE_KEY_BYTES, random);
    try {
      LinkIdentity link = LinkIdentity.generate(new RelayId(identity.publicKey().keyId()), random);
      to.put("identity.key", identity.seed().exposedBytes().clone());
      to.put("signing.key", signing.encode());
      to.put("link.key", link.key().getEncoded());
      to.put("link.crt", link.certificate().getEncoded());
      to.put("storage.key", storage.exposedBytes().clone());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /// Replaces signing key and certificate; a crash leaves the old pair or the new one.
  void replace(SigningKey signing) throws IOException {
    byte[] bytes = signing.encode();
    SmallFile.replace(disk, folder.resolve("signing.key"), bytes);
    Arrays.fill(bytes, (byte) 0);
  }

  NodeIdentity load(Fixed32 network) throws IOException {
    SigningKey signing =
        SigningKey.decode(get("signing.key"), network)
            .orElseThrow(
                () -> damaged("signing.key", "no signing key with certificate of this network"));
    HybridKeyPair identity = identity();
    if (identity != null && !identity.publicKey().equals(signing.content().identity())) {
      throw damaged("identity.key", "not the identity the certificate names");
    }
    byte[] storage = get("storage.key");
    if (storage.length != STORAGE_KEY_BYTES) {
      throw damaged("storage.key", "32 bytes wanted");
    }
    return new NodeIdentity(
        identity, signing, link(signing.content().relayId()), SecretBytes.owning(storage));
  }

  private @Nullable HybridKeyPair identity() throws IOException {
    if (!Files.exists(folder.resolve("identity.key"))) {
      return null;
    }
    SecretBytes seed = SecretBytes.owning(get("identity.key"));
    if (seed.length() != HybridKeyPair.SEED_BYTES) {
      throw damaged("identity.key", "64 bytes wanted");
    }
    HybridKeyPair pair = HybridKeyPair.fromSeed(seed);
    seed.erase();
    return pair;
  }

  private LinkIdentity link(RelayId relay) throws IOException {
    byte[] encoded = get("link.key");
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(get("link.crt")));
      if (!belongTogether(key, certificate)) {
        throw damaged("link.key", "not the key of link.crt");
      }
      return new LinkIdentity(relay, key, certificate);
    } catch (GeneralSecurityException e) {
      KeyFileDamaged damaged = damaged("link.key", "link key or certificate cannot be read");
      damaged.initCause(e);
      throw damaged;
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update(PROBE);
    byte[] signature = signer.sign();
    signer.initVerify(certificate.getPublicKey());
    signer.update(PROBE);
    return signer.verify(signature);
  }

  private void put(String name, byte[] bytes) throws IOException {
    SmallFile.create(disk, folder.resolve(name), bytes);
    Arrays.fill(bytes, (byte) 0);
  }

  private byte[] get(String name) throws IOException {
    return SecretFile.read(folder.resolve(name));
  }

  private KeyFileDamaged damaged(String name, String what) {
    return new KeyFileDamaged(folder.resolve(name), what);
  }

  private void removeAll(Path left) throws IOException {
    if (Files.exists(left)) {
      try (Stream<Path> all = Files.list(left)) {
        List<Path> inside = all.sorted().toList();
        for (Path each : inside) {
          disk.delete(each);
        }
      }
      disk.delete(left);
    }
  }
}
