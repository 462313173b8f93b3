// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.RelayId;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// What this relay shows on its links: its id, an ECDSA P-256 key and a self-signed certificate
/// (L-3).
///
/// Peers look at the key alone; names and dates in the certificate are the same for every relay.
///
/// Safe for any thread.
public record LinkIdentity(RelayId relay, PrivateKey key, X509Certificate certificate) {
  private static final String NAME = "CN=nightmail";
  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2099-12-31T00:00:00Z");

  /// Makes a key and its certificate.
  public static LinkIdentity generate(RelayId relay, SecureRandom random)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair pair = generator.generateKeyPair();
    return new LinkIdentity(relay, pair.getPrivate(), selfSigned(pair, random));
  }

  /// SHA-256 of the SubjectPublicKeyInfo: what the directory lists for this relay.
  public Fixed32 pin() {
    return pin(certificate.getPublicKey());
  }

  static Fixed32 pin(PublicKey key) {
    try {
      return Fixed32.of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static X509Certificate selfSigned(KeyPair pair, SecureRandom random)
      throws GeneralSecurityException {
    X500Name name = new X500Name(NAME);
    BigInteger serial = new BigInteger(64, random).setBit(64);
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      name, serial, Date.from(FROM), Date.from(UNTIL), name, pair.getPublic())
                  .build(
                      new JcaContentSignerBuilder("SHA256withECDSA")
                          .setSecureRandom(random)
                          .build(pair.getPrivate())));
    } catch (OperatorCreationException refused) {
      throw new GeneralSecurityException("cannot sign the link certificate", refused);
    }
  }

  /// Does not show the key.
  @Override
  public String toString() {
    return "LinkIdentity[" + relay + "]";
  }
}
