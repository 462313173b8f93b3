// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nightmail.node.admin.Counter.DirectoryRejects;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Profile;
import nightmail.proto.document.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryClientTest {
  private static final TestNetwork NETWORK = new TestNetwork(1);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final HeardListener heard = new HeardListener();
  private final List<DirectoryClient> clients = new ArrayList<>();
  private Instant now = NETWORK.root().validAfter(5).plusSeconds(1);

  @TempDir Path folder;
  private LoopbackMirror mirror;

  @BeforeEach
  void openMirror() throws IOException {
    mirror = new LoopbackMirror();
    mirror.serve(NETWORK.files(5, 0));
  }

  @AfterEach
  void closeAll() {
    mirror.close();
    clients.forEach(DirectoryClient::close);
  }

  @Test
  void goodDocumentsBecomeTheView() throws Exception {
    client().round();

    assertEquals(List.of(5L), heard.epochs());
    assertEquals(1, heard.roots.size());
    assertTrue(heard.rejects.isEmpty());
    assertTrue(heard.views.getFirst().hasKeysOf(1));
  }

  @Test
  @DisplayName("AC-16: what a start lacks is fetched at once, the next keys too")
  void aStartFetchesTheNextKeysToo() throws Exception {
    client().round();

    assertTrue(heard.views.getFirst().hasKeysOf(2));
  }

  @Test
  void sameConsensusIsToldOnceAndItsObjectsAreNotAskedAgain() throws Exception {
    DirectoryClient client = client();
    client.round();
    mirror.asked.clear();

    client.round();

    assertEquals(1, heard.views.size());
    assertEquals(List.of("root/latest", "consensus/current"), mirror.asked);
  }

  @Test
  @DisplayName("AC-19: a restart uses the kept view without any mirror")
  void restartUsesTheKeptView() throws Exception {
    client().round();
    mirror.close();

    DirectoryClient again = client();

    assertEquals(List.of(5L, 5L), heard.epochs());
    assertEquals(2, heard.roots.size());
    again.round();
    assertEquals(List.of(DirectoryRejects.FETCH), heard.rejects);
  }

  @Test
  @DisplayName("AC-7, AC-19: an older consensus is refused, also after a restart")
  void olderConsensusIsRefusedAfterARestart() throws Exception {
    client().round();
    mirror.serve(NETWORK.files(4, 0));

    client().round();

    assertEquals(List.of(DirectoryRejects.NEWER), heard.rejects);
    assertEquals(List.of(5L, 5L), heard.epochs());
  }

  @Test
  @DisplayName("AC-7: another consensus of the same epoch is refused")
  void secondConsensusOfAnEpochIsRefused() throws Exception {
    expectAfterGoodView(DirectoryRejects.NEWER, NETWORK.files(5, 1));
  }

  @Test
  @DisplayName("AC-6: a consensus of the far future is refused")
  void consensusOfTheFutureIsRefused() throws Exception {
    expectAfterGoodView(DirectoryRejects.TIME, NETWORK.files(60, 0));
  }

  @Test
  @DisplayName("AC-6: a view past stale_max is not taken from disk")
  void viewPastStaleMaxIsNotTaken() throws Exception {
    client().round();
    now = now.plus(Duration.ofHours(1));

    client();

    assertEquals(1, heard.views.size());
  }

  @Test
  @DisplayName("AC-4: a consensus signed by a stranger is refused")
  void strangersSignatureIsRefused() throws Exception {
    Map<String, byte[]> stranger = new TestNetwork(2).files(6, 0);
    Map<String, byte[]> files = NETWORK.files(6, 0);
    Pointer theirs = Pointer.decode(file(stranger, "consensus/current")).orThrow();
    Pointer ours = Pointer.decode(file(files, "consensus/current")).orThrow();
    Pointer mixed =
        new Pointer(6, ours.digest(), ours.bytes(), theirs.signatures(), 1, ours.certs());
    files.put("consensus/current", mixed.encode());

    expectAfterGoodView(DirectoryRejects.SIGNATURES, files);
  }

  @Test
  @DisplayName("AC-2: the whole directory of another network is refused")
  void otherNetworkIsRefused() throws Exception {
    mirror.serve(new TestNetwork(2).files(5, 0));

    client().round();

    assertEquals(List.of(DirectoryRejects.ROOT_CHAIN), heard.rejects);
    assertTrue(heard.roots.isEmpty());
  }

  @Test
  @DisplayName("TK-11: a production node refuses a test root")
  void productionNodeRefusesATestRoot() throws Exception {
    client(Profile.PRODUCTION, DEADLINE).round();

    assertEquals(List.of(DirectoryRejects.ROOT_CHAIN), heard.rejects);
  }

  @Test
  @DisplayName("AC-1: a new root is walked to, kept, and told before the next view")
  void newRootIsWalkedTo() throws Exception {
    TestNetwork growing = new TestNetwork(1);
    DirectoryClient client = client();
    client.round();
    growing.addRoot();
    now = NETWORK.root().validAfter(7).plusSeconds(1);
    mirror.serve(growing.files(7, 0));

    client.round();

    assertEquals(List.of(1L, 2L), heard.roots.stream().map(Root::version).toList());
    assertEquals(List.of(5L, 7L), heard.epochs());
    client();
    assertEquals(2, heard.roots.getLast().version());
  }

  @Test
  @DisplayName("AC-1: a root that the old authorities did not sign is refused, the old one stays")
  void rootWithoutTheOldSignaturesIsRefused() throws Exception {
    TestNetwork other = new TestNetwork(2);
    other.addRoot();
    Map<String, byte[]> files = NETWORK.files(6, 0);
    files.put("root/latest", other.roots.getLast().encode());
    files.put("root/2", other.roots.getLast().encode());

    expectAfterGoodView(DirectoryRejects.ROOT_CHAIN, files);
  }

  @Test
  @DisplayName("AC-5: garbage is refused")
  void garbagePointerIsRefused() throws Exception {
    Map<String, byte[]> files = NETWORK.files(6, 0);
    files.put("consensus/current", new byte[] {1, 2, 3});

    expectAfterGoodView(DirectoryRejects.FORM, files);
  }

  @Test
  @DisplayName("AC-3: an object of another digest is refused")
  void otherBytesUnderADigestAreRefused() throws Exception {
    Map<String, byte[]> files = NETWORK.files(6, 0);
    String consensus = consensusPath(files);
    byte[] changed = file(files, consensus).clone();
    changed[changed.length / 2] ^= 1;
    files.put(consensus, changed);

    expectAfterGoodView(DirectoryRejects.SIZE, files);
  }

  @Test
  @DisplayName("AC-3: an object longer than announced is cut off")
  void longerObjectIsCutOff() throws Exception {
    Map<String, byte[]> files = NETWORK.files(6, 0);
    byte[] one = file(files, consensusPath(files));
    byte[] longer = Arrays.copyOf(one, one.length + 1);
    files.put(consensusPath(files), longer);

    expectAfterGoodView(DirectoryRejects.FETCH, files);
  }

  @Test
  @DisplayName("AC-3: a body without end is cut off at the limit of its kind")
  void endlessPointerIsCutOff() throws Exception {
    DirectoryClient client = client();
    mirror.trick(
        "consensus/current",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[8 << 10];
          for (int i = 0; i < 1_000; i++) {
            exchange.getResponseBody().write(block);
          }
          exchange.close();
        });

    client.round();

    assertEquals(List.of(DirectoryRejects.FETCH), heard.rejects);
  }

  @Test
  @DisplayName("AC-18: an error of the server keeps the view")
  void serverErrorKeepsTheView() throws Exception {
    DirectoryClient client = client();
    client.round();
    mirror.trick("consensus/current", exchange -> LoopbackMirror.send(exchange, 500, new byte[0]));

    client.round();

    assertEquals(List.of(DirectoryRejects.FETCH), heard.rejects);
    assertEquals(1, heard.views.size());
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    mirror.serve("elsewhere", file(NETWORK.files(5, 0), "consensus/current"));
    mirror.trick(
        "consensus/current",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/nightmail/v1/elsewhere");
          LoopbackMirror.send(exchange, 302, new byte[0]);
        });

    client().round();

    assertEquals(List.of(DirectoryRejects.FETCH), heard.rejects);
    assertFalse(mirror.asked.contains("elsewhere"));
  }

  @Test
  void aBodyThatStopsComingIsGivenUp() throws Exception {
    mirror.trick("consensus/current", mirror::hang);

    client(Profile.TEST, Duration.ofMillis(500)).round();

    assertEquals(List.of(DirectoryRejects.FETCH), heard.rejects);
  }

  @Test
  @DisplayName("AC-17: after a failure another mirror is asked")
  void anotherMirrorIsAskedAfterAFailure() throws Exception {
    try (LoopbackMirror empty = new LoopbackMirror()) {
      DirectoryClient client = client(Profile.TEST, DEADLINE, List.of(empty.url(), mirror.url()));

      client.round();
      client.round();

      assertEquals(List.of(5L), heard.epochs());
    }
  }

  @Test
  @DisplayName("AC-20: damaged memory stops the start instead of being forgotten")
  void damagedMemoryStopsTheStart() throws Exception {
    client().round();
    Files.writeString(folder.resolve("directory/current"), "damaged");

    assertThrows(IOException.class, this::client);
  }

  @Test
  void damagedObjectOnDiskIsFetchedAgain() throws Exception {
    client().round();
    String consensus = consensusPath(NETWORK.files(5, 0)).substring("object/".length());
    Files.write(folder.resolve("directory/objects").resolve(consensus), new byte[7]);
    heard.views.clear();

    DirectoryClient again = client();
    again.round();

    assertEquals(List.of(5L), heard.epochs());
  }

  @Test
  void whatTheNewConsensusDoesNotNameIsDeleted() throws Exception {
    DirectoryClient client = client();
    client.round();
    now = NETWORK.root().validAfter(6).plusSeconds(1);
    mirror.serve(NETWORK.files(6, 0));

    client.round();

    try (var files = Files.list(folder.resolve("directory/objects"))) {
      assertEquals(4, files.count()); // consensus, certificate, two key parts
    }
  }

  @Test
  void startFetchesAndCloseEndsIt() throws Exception {
    DirectoryClient client = open(Profile.TEST, DEADLINE, List.of(mirror.url()));

    client.start();

    assertTrue(heard.firstView.await(20, TimeUnit.SECONDS));
    client.close();
  }

  private void expectAfterGoodView(DirectoryRejects rule, Map<String, byte[]> files)
      throws Exception {
    DirectoryClient client = client();
    client.round();
    now = NETWORK.root().validAfter(6).plusSeconds(1);
    mirror.serve(files);

    client.round();

    assertEquals(List.of(rule), heard.rejects);
    assertEquals(List.of(5L), heard.epochs());
  }

  private static String consensusPath(Map<String, byte[]> files) {
    Fixed32 digest = Pointer.decode(file(files, "consensus/current")).orThrow().digest();
    return "object/" + digest.hex();
  }

  private static byte[] file(Map<String, byte[]> files, String path) {
    return Optional.ofNullable(files.get(path)).orElseThrow();
  }

  private DirectoryClient client() throws IOException {
    return client(Profile.TEST, DEADLINE);
  }

  private DirectoryClient client(Profile profile, Duration deadline) throws IOException {
    return client(profile, deadline, List.of(mirror.url()));
  }

  private DirectoryClient client(Profile profile, Duration deadline, List<URI> mirrors)
      throws IOException {
    DirectoryClient client = open(profile, deadline, mirrors);
    client.recall();
    return client;
  }

  private DirectoryClient open(Profile profile, Duration deadline, List<URI> mirrors) {
    DirectorySettings settings =
        new DirectorySettings(
            NETWORK.id(), profile, mirrors, folder.resolve("directory"), deadline);
    DirectoryClient client = new DirectoryClient(settings, heard, () -> now, new Random(1));
    clients.add(client);
    return client;
  }
}
