// SPDX-License-Identifier: Apache-2.0
package nightmail.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import nightmail.directory.config.AuthorityConfig;
import nightmail.proto.acceptance.Acceptance;
import nightmail.proto.acceptance.Acceptor;
import nightmail.proto.acceptance.Fetched;
import nightmail.proto.acceptance.StoredState;
import nightmail.proto.acceptance.TrustedRoots;
import nightmail.proto.acceptance.Wanted;
import nightmail.proto.document.Admission;
import nightmail.proto.document.Profile;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.route.View;
import nightmail.proto.trial.TrialRelay;
import nightmail.proto.trial.TrialRelayPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole program on loopback: made, started, fed with descriptors, read by a client.
@Timeout(60)
class AuthorityProgramIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> clock = new AtomicReference<>(START.plusSeconds(5));
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path directory;
  AuthorityConfig config;

  @BeforeEach
  void makeAuthority() throws IOException {
    AuthorityInit.make(
        new AuthorityInit.Plan(
            directory,
            "loopback",
            "one",
            "localhost",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "http://127.0.0.1",
            Profile.TEST,
            Admission.OPEN,
            START),
        new SecureRandom());
    config = AuthorityConfig.load(directory.resolve(AuthorityConfig.FILE));
  }

  @Test
  void aRelayUploadsAndAClientAcceptsTheViewThatListsIt() throws Exception {
    try (AuthorityProgram program = AuthorityProgram.start(config, clock::get)) {
      TrustedRoots roots = roots(program);
      TrialRelay relay = relay(program, roots);

      assertEquals(202, post(program, relay).statusCode());
      clock.set(START.plusMillis(9_500));
      View view = awaitView(program, roots);

      assertEquals(List.of(relay.id()), view.relays().stream().map(r -> r.id()).toList());
      assertTrue(view.serves("a.example"));
    }
  }

  @Test
  void aRestartedAuthorityKeepsRelaysAndGoesOnFromItsConsensus() throws Exception {
    View first;
    try (AuthorityProgram program = AuthorityProgram.start(config, clock::get)) {
      TrustedRoots roots = roots(program);
      post(program, relay(program, roots));
      clock.set(START.plusMillis(9_500));
      first = awaitView(program, roots);
    }

    clock.set(START.plusMillis(19_500));
    try (AuthorityProgram program = AuthorityProgram.start(config, clock::get)) {
      View second = awaitView(program, roots(program), 3);

      assertEquals(first.relays().size(), second.relays().size());
      assertEquals(first.epoch() + 1, second.epoch());
    }
  }

  @Test
  void knownTagsAreAnsweredWithoutABody() throws Exception {
    try (AuthorityProgram program = AuthorityProgram.start(config, clock::get)) {
      HttpResponse<byte[]> first = get(program, "root/1", Optional.empty());

      HttpResponse<byte[]> again = get(program, "root/1", first.headers().firstValue("etag"));

      assertEquals(200, first.statusCode());
      assertEquals(304, again.statusCode());
      assertEquals(0, again.body().length);
    }
  }

  private TrustedRoots roots(AuthorityProgram program) throws Exception {
    byte[] signed = get(program, "root/latest", Optional.empty()).body();
    return TrustedRoots.walk(
            program.networkId(), Profile.TEST, List.of(SignedDocument.decode(signed).orThrow()))
        .orThrow();
  }

  private static TrialRelay relay(AuthorityProgram program, TrustedRoots roots) {
    return new TrialRelay(
        TrialRelayPlan.gateway(1, "a.example"),
        program.networkId(),
        roots.newest(),
        Optional.empty(),
        new Random(1));
  }

  private HttpResponse<String> post(AuthorityProgram program, TrialRelay relay) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(program, "descriptor"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(relay.upload(clock.get()).encode()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private View awaitView(AuthorityProgram program, TrustedRoots roots) throws Exception {
    return awaitView(program, roots, 2);
  }

  /// Asks until the view of `epoch` is there; the class's timeout ends it otherwise.
  private View awaitView(AuthorityProgram program, TrustedRoots roots, long epoch)
      throws Exception {
    while (true) {
      HttpResponse<byte[]> pointer = get(program, "consensus/" + epoch, Optional.empty());
      if (pointer.statusCode() == 200) {
        return view(program, roots, pointer.body());
      }
      Thread.onSpinWait();
    }
  }

  private View view(AuthorityProgram program, TrustedRoots roots, byte[] pointer) throws Exception {
    Fetched fetched = new Fetched(pointer, new TreeMap<>(), new TreeMap<>());
    for (int round = 0; round < 5; round++) {
      Acceptance outcome = Acceptor.accept(roots, StoredState.first(), fetched, clock.get());
      if (outcome instanceof Acceptance.Accepted accepted) {
        return accepted.view();
      }
      if (outcome instanceof Acceptance.Incomplete incomplete) {
        for (Wanted wanted : incomplete.wanted()) {
          fetch(program, fetched, wanted);
        }
      } else {
        return fail("refused: " + outcome);
      }
    }
    return fail("never complete");
  }

  private void fetch(AuthorityProgram program, Fetched fetched, Wanted wanted) throws Exception {
    String kind = wanted.signatures() ? "sigs/" : "object/";
    byte[] body = get(program, kind + wanted.digest().hex(), Optional.empty()).body();
    (wanted.signatures() ? fetched.signatures() : fetched.objects()).put(wanted.digest(), body);
  }

  private HttpResponse<byte[]> get(AuthorityProgram program, String path, Optional<String> tag)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(program, path));
    tag.ifPresent(t -> request.header("If-None-Match", t));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static URI uri(AuthorityProgram program, String path) {
    return URI.create("http://127.0.0.1:" + program.address().getPort() + "/nightmail/v1/" + path);
  }
}
