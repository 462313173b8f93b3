// SPDX-License-Identifier: Apache-2.0
package nightmail.directory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nightmail.directory.config.AuthorityConfig;
import nightmail.directory.config.PolicyFile;
import nightmail.directory.store.DirectoryStore;
import nightmail.directory.store.DurableFile;
import nightmail.directory.store.SigningJournal;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.document.Admission;
import nightmail.proto.document.AuthorityCert;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Profile;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.document.Root;
import nightmail.proto.document.RootAuthority;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;

/// Makes a network of one authority: keys, root, certificate, configuration, policy, empty journal.
public final class AuthorityInit {
  static final String CERT = "authority-cert.signed";
  static final String JOURNAL = "journal";

  private static final Duration ROOT_LIFE = Duration.ofDays(400);

  private AuthorityInit() {}

  /// What to make. `publicUrl` is where others reach it; `start` is when the first epoch begins,
  /// cut to whole seconds.
  public record Plan(
      Path directory,
      String network,
      String name,
      String host,
      InetSocketAddress listen,
      String publicUrl,
      Profile profile,
      Admission admission,
      Instant start) {}

  /// Writes everything and answers the network id.
  ///
  /// @throws IOException if the directory holds an authority already, or cannot be written
  public static Fixed32 make(Plan plan, SecureRandom random) throws IOException {
    if (Files.exists(plan.directory().resolve(AuthorityConfig.FILE))) {
      throw new IOException("there is an authority in " + plan.directory().getFileName());
    }
    HybridKeyPair identity = HybridKeyPair.generate(random);
    HybridKeyPair signing = HybridKeyPair.generate(random);
    Root root = root(plan, identity);
    SignedDocument signedRoot = SignedDocument.signFirst(root, List.of(identity));
    Fixed32 networkId = signedRoot.digest();
    AuthorityKeys.save(plan.directory().resolve(AuthorityKeys.IDENTITY), identity);
    AuthorityKeys.save(plan.directory().resolve(AuthorityKeys.SIGNING), signing);
    DurableFile.write(
        plan.directory().resolve(CERT), cert(root, networkId, identity, signing).encode());
    new DirectoryStore(plan.directory()).putRoot(root.version(), signedRoot.encode());
    SigningJournal.open(plan.directory().resolve(JOURNAL));
    boolean trusting = plan.profile() == Profile.TEST;
    writeText(plan.directory().resolve(PolicyFile.NAME), "claims_hold = " + trusting + "\n");
    writeText(
        plan.directory().resolve(AuthorityConfig.FILE),
        new AuthorityConfig(plan.directory(), plan.listen(), plan.profile()).toToml());
    return networkId;
  }

  private static SignedDocument cert(
      Root root, Fixed32 networkId, HybridKeyPair identity, HybridKeyPair signing) {
    Duration life = Parameters.standard(root.profile()).duration(Parameter.CERT_AUTHORITY_DAYS);
    AuthorityCert cert =
        new AuthorityCert(
            identity.publicKey().keyId(),
            signing.publicKey(),
            Fixed32.of(new byte[Fixed32.BYTES]),
            1,
            root.start().minus(Duration.ofDays(1)),
            root.start().plus(life),
            List.of());
    return SignedDocument.sign(
        DocumentKind.AUTHORITY_CERT, cert, networkId, List.of(identity, signing));
  }

  private static Root root(Plan plan, HybridKeyPair identity) {
    Parameters parameters = Parameters.standard(plan.profile());
    Instant start = plan.start().truncatedTo(ChronoUnit.SECONDS);
    RootAuthority authority =
        new RootAuthority(
            identity.publicKey(),
            plan.name(),
            plan.host(),
            List.of(RelayAddress.of(new byte[] {127, 0, 0, 1}, 2443)),
            plan.publicUrl(),
            plan.publicUrl());
    return new Root(
        1,
        plan.network(),
        start,
        parameters.duration(Parameter.EPOCH_LENGTH_S),
        parameters.duration(Parameter.MIXKEY_LENGTH_S),
        List.of(authority),
        plan.profile(),
        plan.admission(),
        List.of(),
        0,
        1,
        1,
        start.plus(ROOT_LIFE),
        Optional.empty());
  }

  private static void writeText(Path file, String text) throws IOException {
    DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
