// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightmail.node.admin.Counter.DirectoryRejects;
import nightmail.proto.acceptance.Acceptance;
import nightmail.proto.acceptance.Acceptor;
import nightmail.proto.acceptance.Fetched;
import nightmail.proto.acceptance.StoredState;
import nightmail.proto.acceptance.TrustedRoots;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.DomainList;
import nightmail.proto.document.Profile;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.document.RelayCert;
import nightmail.proto.document.RelayRole;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Upload;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final HybridKeyPair IDENTITY = HybridKeyPair.generate(new Random(11));
  private static final HybridKeyPair SIGNING = HybridKeyPair.generate(new Random(12));
  private static final List<MixKey> KEYS =
      List.of(TestNetwork.mixKey(1, 0), TestNetwork.mixKey(2, 0));

  private final List<Publisher> publishers = new ArrayList<>();
  private Instant now = TestNetwork.START.plusSeconds(5);

  @TempDir Path folder;
  private LoopbackMirror one;
  private LoopbackMirror two;
  private TestNetwork network;

  @BeforeEach
  void openAuthorities() throws IOException {
    one = new LoopbackMirror();
    two = new LoopbackMirror();
    one.trick("descriptor", exchange -> LoopbackMirror.send(exchange, 202, new byte[0]));
    two.trick("descriptor", exchange -> LoopbackMirror.send(exchange, 200, new byte[0]));
    network = new TestNetwork(1, List.of(one.url().toString(), two.url().toString()));
  }

  @AfterEach
  void closeAll() {
    publishers.forEach(Publisher::close);
    one.close();
    two.close();
  }

  @Test
  void everyAuthorityGetsTheSignedDescriptorWithCertificateAndDomains() throws Exception {
    publisher(Duration.ofSeconds(10)).round();

    Upload upload = uploaded(one).getFirst();
    Descriptor descriptor =
        upload
            .descriptor()
            .as(DocumentKind.DESCRIPTOR)
            .then(read -> read.verifiedByAll(network.id(), List.of(SIGNING.publicKey())))
            .orThrow();
    DomainList domains = upload.domainList().orElseThrow();
    assertEquals(1, two.posted.size());
    assertEquals(List.of("example.net", "example.org"), domains.names());
    assertEquals(Optional.of(Sha256.of(domains.encode())), descriptor.domains());
    assertEquals(upload.cert().orElseThrow().digest(), descriptor.cert());
    assertEquals(now, descriptor.published());
    assertEquals(List.of(1L, 2L), descriptor.mixKeys().stream().map(k -> k.keyEpoch()).toList());
  }

  @Test
  void nothingIsSentTwiceWithoutNews() throws Exception {
    Publisher publisher = publisher(Duration.ofSeconds(10));
    publisher.round();

    publisher.round();

    assertEquals(1, one.posted.size());
  }

  @Test
  @DisplayName("TK-6: 18 h later, and on a change, a descriptor of a higher sequence is sent")
  void renewalRaisesTheSequence() throws Exception {
    Publisher publisher = publisher(Duration.ofSeconds(10));
    publisher.round();
    publisher.publish(List.of(TestNetwork.mixKey(1, 1), TestNetwork.mixKey(2, 0)));
    publisher.round();
    now = now.plus(Duration.ofHours(18));
    publisher.publish(List.of(TestNetwork.mixKey(1_081, 0), TestNetwork.mixKey(1_082, 0)));
    publisher.round();

    List<Long> sequences = uploaded(one).stream().map(PublisherTest::sequence).toList();

    assertEquals(3, sequences.size());
    assertTrue(sequences.get(0) < sequences.get(1) && sequences.get(1) < sequences.get(2));
  }

  @Test
  @DisplayName("TK-6: a restart sends the same bytes, not another descriptor of that sequence")
  void restartSendsTheSameBytes() throws Exception {
    publisher(Duration.ofSeconds(10)).round();
    now = now.plusSeconds(20);

    publisher(Duration.ofSeconds(10)).round();

    assertEquals(2, one.posted.size());
    assertEquals(
        uploaded(one).get(0).descriptor().digest(), uploaded(one).get(1).descriptor().digest());
  }

  @Test
  void authorityThatRefusesIsAskedAgainAlone() throws Exception {
    byte[] refusal = "{\"reason\":\"not_admitted\"}".getBytes(UTF_8);
    one.trick("descriptor", exchange -> LoopbackMirror.send(exchange, 403, refusal));
    Publisher publisher = publisher(Duration.ofSeconds(10));

    Duration wait = publisher.round();
    publisher.round();

    assertTrue(wait.compareTo(Duration.ofSeconds(5)) <= 0);
    assertEquals(2, one.posted.size());
    assertEquals(1, two.posted.size());
  }

  @Test
  void silentAuthorityHoldsNobodyUp() throws Exception {
    one.trick("descriptor", one::hang);

    publisher(Duration.ofMillis(500)).round();

    assertEquals(1, two.posted.size());
  }

  @Test
  void withoutRootOrKeysNothingIsSent() throws Exception {
    Publisher publisher = open(Duration.ofSeconds(10));
    publisher.publish(KEYS);
    publisher.round();
    publisher.publish(List.of());
    publisher.root(network.root());
    publisher.round();

    assertTrue(one.posted.isEmpty());
  }

  @Test
  void damagedFileStopsTheStart() throws Exception {
    publisher(Duration.ofSeconds(10)).round();
    Files.writeString(folder.resolve("directory/published/descriptor"), "damaged");

    assertThrows(IOException.class, () -> open(Duration.ofSeconds(10)));
  }

  @Test
  @DisplayName("AC-13: a relay missing in a later consensus sends its descriptor again")
  void missingRelaySendsAgain() throws Exception {
    Publisher publisher = publisher(Duration.ofSeconds(10));
    publisher.round();

    Optional<DirectoryRejects> tooEarly = publisher.seen(view(2));
    Optional<DirectoryRejects> missing = publisher.seen(view(4));
    publisher.round();

    assertEquals(Optional.empty(), tooEarly);
    assertEquals(Optional.of(DirectoryRejects.OWN_ENTRY), missing);
    assertEquals(2, one.posted.size());
  }

  @Test
  @DisplayName("TK-3, TK-4: keys of past epochs are left out, of two generations the higher goes")
  void publishedKeysAreThePresentOnes() {
    List<MixKey> held =
        List.of(
            TestNetwork.mixKey(1, 0),
            TestNetwork.mixKey(2, 1),
            TestNetwork.mixKey(2, 0),
            TestNetwork.mixKey(3, 0),
            TestNetwork.mixKey(4, 0),
            TestNetwork.mixKey(5, 0));

    List<PublishedKey> keys = DescriptorPlan.keys(held, 2);

    assertEquals(List.of(2L, 3L, 4L), keys.stream().map(PublishedKey::keyEpoch).toList());
    assertEquals(1, keys.getFirst().generation());
  }

  @Test
  void startPublishesAndCloseEndsIt() throws Exception {
    Publisher publisher = publisher(Duration.ofSeconds(10));
    CountDownLatch arrived = new CountDownLatch(1);
    one.trick(
        "descriptor",
        exchange -> {
          LoopbackMirror.send(exchange, 202, new byte[0]);
          arrived.countDown();
        });

    publisher.start();

    assertTrue(arrived.await(20, TimeUnit.SECONDS));
  }

  /// A view of one authority, which lists another relay only.
  private static View view(long epoch) {
    TestNetwork listing = new TestNetwork(1);
    Map<String, byte[]> files = listing.files(epoch, 0);
    TreeMap<Fixed32, byte[]> objects = new TreeMap<>();
    TreeMap<Fixed32, byte[]> signatures = new TreeMap<>();
    files.forEach(
        (path, bytes) -> {
          String name = path.substring(path.indexOf('/') + 1);
          if (path.startsWith("object/")) {
            objects.put(Fixed32.parseHex(name), bytes);
          } else if (path.startsWith("sigs/")) {
            signatures.put(Fixed32.parseHex(name), bytes);
          }
        });
    byte[] pointer = Optional.ofNullable(files.get("consensus/current")).orElseThrow();
    Acceptance accepted =
        Acceptor.accept(
            TrustedRoots.walk(listing.id(), Profile.TEST, listing.roots).orThrow(),
            StoredState.first(),
            new Fetched(pointer, objects, signatures),
            listing.root().validAfter(epoch).plusSeconds(1));
    return ((Acceptance.Accepted) accepted).view();
  }

  private static long sequence(Upload upload) {
    return PublishedFile.descriptor(upload).orElseThrow().sequence();
  }

  private static List<Upload> uploaded(LoopbackMirror authority) {
    return authority.posted.stream().map(bytes -> Upload.decode(bytes).orThrow()).toList();
  }

  private Publisher publisher(Duration deadline) throws IOException {
    Publisher publisher = open(deadline);
    publisher.root(network.root());
    publisher.publish(KEYS);
    return publisher;
  }

  private Publisher open(Duration deadline) throws IOException {
    DirectorySettings settings =
        new DirectorySettings(
            network.id(), Profile.TEST, List.of(one.url()), folder.resolve("directory"), deadline);
    Publisher publisher = new Publisher(settings, facts(), () -> now, new Random(1));
    publishers.add(publisher);
    return publisher;
  }

  private RelayFacts facts() {
    RelayCert cert =
        new RelayCert(
            IDENTITY.publicKey(),
            SIGNING.publicKey(),
            1,
            TestNetwork.START,
            TestNetwork.START.plus(Duration.ofDays(30)));
    return new RelayFacts(
        new RelayId(IDENTITY.publicKey().keyId()),
        SIGNING,
        SignedDocument.sign(
            DocumentKind.RELAY_CERT, cert, network.id(), List.of(IDENTITY, SIGNING)),
        TestNetwork.digest(7),
        "birch",
        List.of(RelayAddress.of(new byte[] {127, 0, 1, 2}, 2442)),
        Set.of(RelayRole.MIX, RelayRole.GATEWAY),
        2_441,
        20_480,
        List.of("example.org", "example.net"),
        "nightmail/0.1.0",
        "postmaster@example.net");
  }
}
