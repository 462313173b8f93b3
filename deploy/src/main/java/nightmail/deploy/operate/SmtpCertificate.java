// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.operate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A self-signed certificate for a gateway's SMTP server, for as long as the operator has no other.
final class SmtpCertificate {
  private static final Duration LIFE = Duration.ofDays(825);

  private SmtpCertificate() {}

  static Path certificate(Path folder) {
    return folder.resolve("smtp-cert.pem");
  }

  static Path key(Path folder) {
    return folder.resolve("smtp-key.pem");
  }

  /// Writes both PEM files; the key is readable by its owner only.
  static void make(String name, Path folder, Instant now, SecureRandom random) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      Path key = key(folder);
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      X509Certificate certificate = selfSigned("CN=" + name, pair, now, random);
      Files.writeString(certificate(folder), pem("CERTIFICATE", certificate.getEncoded()));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot make a certificate for SMTP", e);
    }
  }

  private static X509Certificate selfSigned(
      String name, KeyPair pair, Instant now, SecureRandom random)
      throws GeneralSecurityException, OperatorCreationException {
    var subject = new X500Name(name);
    var serial = new BigInteger(64, random).setBit(64);
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            serial,
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(LIFE)),
            subject,
            pair.getPublic());
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static String pem(String type, byte[] der) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, newline).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
