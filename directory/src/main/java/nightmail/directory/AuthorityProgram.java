// SPDX-License-Identifier: Apache-2.0
package nightmail.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nightmail.directory.config.AuthorityConfig;
import nightmail.directory.config.PolicyFile;
import nightmail.directory.http.DirectoryServer;
import nightmail.directory.http.ReadPages;
import nightmail.directory.store.DirectoryStore;
import nightmail.directory.store.SigningJournal;
import nightmail.proto.acceptance.TrustedRoots;
import nightmail.proto.authority.AuthorityCore;
import nightmail.proto.authority.AuthorityMemory;
import nightmail.proto.authority.AuthoritySelf;
import nightmail.proto.authority.PreviousConsensus;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.document.AuthorityCert;
import nightmail.proto.document.Checked;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Root;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.route.Parameters;

/// A running authority; the only place here that says `new` for everything.
public final class AuthorityProgram implements AutoCloseable {
  private final Fixed32 networkId;
  private final AuthorityRuntime runtime;
  private final DirectoryServer server;

  private AuthorityProgram(Fixed32 networkId, AuthorityRuntime runtime, DirectoryServer server) {
    this.networkId = networkId;
    this.runtime = runtime;
    this.server = server;
  }

  /// Starts what [AuthorityInit] made, by the system clock.
  ///
  /// @throws IOException if a file is missing or damaged, or its profile is not the configured one
  /// @throws InterruptedException while binding
  public static AuthorityProgram start(AuthorityConfig config)
      throws IOException, InterruptedException {
    return start(config, InstantSource.system());
  }

  static AuthorityProgram start(AuthorityConfig config, InstantSource clock)
      throws IOException, InterruptedException {
    Path home = config.stateDir();
    DirectoryStore store = new DirectoryStore(home);
    HybridKeyPair signing = AuthorityKeys.load(home.resolve(AuthorityKeys.SIGNING));
    AuthoritySelf self = self(config, store, signing);
    SigningJournal journal = SigningJournal.open(home.resolve(AuthorityInit.JOURNAL));
    AuthorityCore core =
        new AuthorityCore(
            self,
            Parameters.standard(self.root().profile()),
            PolicyFile.load(home.resolve(PolicyFile.NAME)),
            memory(store, journal));
    AuthorityRuntime runtime =
        new AuthorityRuntime(core, self.networkId(), signing, store, journal, clock);
    runtime.start();
    DirectoryServer server =
        DirectoryServer.start(
            config.listen(), new ReadPages(store, self.root(), clock), runtime::handIn);
    return new AuthorityProgram(self.networkId(), runtime, server);
  }

  private static AuthoritySelf self(
      AuthorityConfig config, DirectoryStore store, HybridKeyPair signing) throws IOException {
    SignedDocument signedRoot =
        document(store.root(1).orElseThrow(() -> new IOException("root 1 is missing")), "root");
    Fixed32 networkId = signedRoot.digest();
    Root root =
        good(TrustedRoots.walk(networkId, config.profile(), List.of(signedRoot)), "root").newest();
    SignedDocument signedCert =
        document(Files.readAllBytes(config.stateDir().resolve(AuthorityInit.CERT)), "certificate");
    AuthorityCert cert =
        good(
            signedCert
                .as(DocumentKind.AUTHORITY_CERT)
                .then(c -> c.verifiedBy(networkId, List.of(signing.publicKey()), 1)),
            "certificate");
    return new AuthoritySelf(networkId, root, cert, signedCert);
  }

  private static AuthorityMemory memory(DirectoryStore store, SigningJournal journal)
      throws IOException {
    Optional<Pointer> pointer =
        store.currentPointer().flatMap(bytes -> Pointer.decode(bytes).asOptional());
    Optional<PreviousConsensus> published =
        pointer.flatMap(p -> PreviousConsensus.load(p.digest(), digest -> object(store, digest)));
    Optional<Map.Entry<Long, Fixed32>> last = journal.last();
    Optional<PreviousConsensus> unpublished =
        last.filter(l -> pointer.isEmpty() || pointer.get().epoch() < l.getKey())
            .flatMap(l -> PreviousConsensus.load(l.getValue(), digest -> object(store, digest)));
    return new AuthorityMemory(
        last.map(l -> OptionalLong.of(l.getKey())).orElse(OptionalLong.empty()),
        last.map(Map.Entry::getValue),
        published,
        unpublished);
  }

  private static Optional<byte[]> object(DirectoryStore store, Fixed32 digest) {
    try {
      return store.object(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SignedDocument document(byte[] bytes, String what) throws IOException {
    return good(SignedDocument.decode(bytes), what);
  }

  private static <T> T good(Checked<T> checked, String what) throws IOException {
    return checked
        .asOptional()
        .orElseThrow(
            () ->
                new IOException(what + " is not good: " + checked.refusal().orElseThrow().label()));
  }

  public Fixed32 networkId() {
    return networkId;
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return server.address();
  }

  /// Takes no more requests, finishes what is being done.
  @Override
  public void close() {
    server.close();
    runtime.close();
  }
}
