// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nightmail.node.disk.RealDisk;
import nightmail.node.disk.WatchedDisk;
import nightmail.proto.mail.BatchReader;
import nightmail.proto.mail.BatchResult;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.Fragments;
import nightmail.proto.message.MailObject;
import nightmail.proto.message.ObjectSource;
import nightmail.proto.relay.ArrivalRow;
import nightmail.proto.relay.ArrivalState;
import nightmail.proto.relay.KeptParcel;
import nightmail.proto.relay.OutboundRow;
import nightmail.proto.relay.OutboundState;
import nightmail.proto.relay.Parcel;
import nightmail.proto.relay.Restored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSpoolTest {
  @TempDir Path state;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = state.resolve("spool");
  }

  private SqliteSpool opened() throws IOException {
    SqliteSpool spool = Mails.open(folder, new RealDisk());
    spool.restore();
    return spool;
  }

  /// SP-1: what was answered for is there after a restart, bit by bit.
  @Test
  void restartKeepsEveryRowAndOctet() throws Exception {
    byte[] large = Mails.message(1, 300_000);
    byte[] arrived = Mails.message(2, 5_000);
    byte[] object;
    KeptParcel kept;
    try (SqliteSpool spool = opened()) {
      kept = Mails.keep(spool, Mails.parcel(1), large);
      Mails.await(spool.setOutbound(Mails.token(1), OutboundState.WAITING));
      Mails.await(
          spool.keepArrival(Mails.token(2), Mails.envelope(), arrived.clone(), Mails.DEADLINE));
      Mails.await(spool.keepOutcome(Mails.token(3), ArrivalState.REFUSED, 1, List.of()));
      object = Mails.object(spool, Mails.token(1), kept.objectBytes());
    }

    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      Restored restored = spool.restore();

      assertEquals(
          List.of(
              new OutboundRow(
                  Mails.token(1),
                  Mails.exit(201),
                  kept.objectBytes(),
                  OutboundState.WAITING,
                  Mails.DEADLINE)),
          restored.outbound());
      assertEquals(
          new ArrivalRow(Mails.token(2), ArrivalState.CUSTODY, 2, 1, List.of(), Mails.DEADLINE),
          restored.arrivals().getFirst());
      assertEquals(ArrivalState.REFUSED, restored.arrivals().get(1).state());
      assertArrayEquals(object, Mails.object(spool, Mails.token(1), kept.objectBytes()));
      StoredMail mail = Mails.await(spool.openArrival(Mails.token(2)));
      assertArrayEquals(arrived, Mails.octets(mail));
      assertEquals(Mails.envelope(), mail.envelope());
      assertEquals(0, spool.quarantined());
    }
  }

  /// NB-5, protocol §7.2: an object is what the pure rooms read as this very mail.
  @Test
  void objectHoldsTheMailAsABatch() throws Exception {
    byte[] message = Mails.message(3, 5_000);
    try (SqliteSpool spool = opened()) {
      KeptParcel kept = Mails.keep(spool, Mails.parcel(1), message);

      byte[] object = Mails.await(spool.readData(Mails.token(1), 0, -1));

      assertEquals(kept.objectBytes(), object.length);
      MailObject parsed =
          assertInstanceOf(MailObject.Accepted.class, MailObject.parse(object)).object();
      assertEquals(Mails.DEADLINE, parsed.header().doNotDeliverAfter());
      BatchResult.Batch batch =
          assertInstanceOf(BatchResult.Batch.class, BatchReader.strict(parsed.content()));
      assertArrayEquals(message, batch.message());
      assertEquals(
          Mails.envelope().recipients().stream().map(r -> r.path()).toList(),
          batch.envelope().recipients().stream().map(r -> r.path()).toList());
    }
  }

  /// F-2, F-3: data and parity read from the disk equal the encoding of the object in memory.
  @Test
  void everyShardEqualsThePureEncoding() throws Exception {
    try (SqliteSpool spool = opened()) {
      KeptParcel kept = Mails.keep(spool, Mails.parcel(1), Mails.message(4, 400_000));
      byte[] object = Mails.object(spool, Mails.token(1), kept.objectBytes());
      assertInstanceOf(MailObject.Accepted.class, MailObject.parse(object));
      Fragments pure = new Fragments(Mails.token(1), ObjectSource.of(object));
      FragmentLayout layout = FragmentLayout.of(object.length).orElseThrow();

      for (int index = 0; index < layout.shards(0); index++) {
        assertArrayEquals(
            pure.shard(0, index).data(), Mails.await(spool.readData(Mails.token(1), 0, index)));
      }
    }
  }

  /// DS-1: the original comes back out of the object for the report to its sender.
  @Test
  void originalOfAParcelComesBack() throws Exception {
    for (int octets : new int[] {0, 100, 70_000}) {
      byte[] message = Mails.message(octets, octets);
      try (SqliteSpool spool = opened()) {
        Mails.keep(spool, Mails.parcel(1), message);

        StoredMail mail = Mails.await(spool.openOutbound(Mails.token(1)));

        assertArrayEquals(message, Mails.octets(mail));
        assertEquals(message.length, mail.message().octets());
        assertEquals(Mails.envelope(), mail.envelope());
        Mails.await(spool.forgetOutbound(Mails.token(1)));
      }
    }
  }

  /// NB-4: a last line without CRLF gets one.
  @Test
  void lastLineIsMadeWhole() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.keep(spool, Mails.parcel(1), "a\r\n.b".getBytes(StandardCharsets.US_ASCII));

      StoredMail mail = Mails.await(spool.openOutbound(Mails.token(1)));

      assertEquals("a\r\n.b\r\n", new String(Mails.octets(mail), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void parcelsOfOneMailAreKeptTogether() throws Exception {
    try (SqliteSpool spool = opened()) {
      Draft draft = spool.draft();
      Mails.await(draft.append(Mails.message(5, 2_000)));
      List<Parcel> parcels = List.of(Mails.parcel(1), Mails.parcel(2), Mails.parcel(1));

      assertThrows(IOException.class, () -> Mails.await(spool.keepMail(draft, parcels)));

      assertThrows(IOException.class, () -> Mails.await(spool.readData(Mails.token(2), 0, -1)));
      assertEquals(0, files());
    }
  }

  /// CS-9: another exit, the same octets.
  @Test
  void parcelMovesToAnotherExit() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.keep(spool, Mails.parcel(1), Mails.message(6, 100));
      Mails.await(spool.moveOutbound(Mails.token(1), Mails.exit(77), OutboundState.QUEUED));
    }

    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      assertEquals(Mails.exit(77), spool.restore().outbound().getFirst().exit());
    }
  }

  /// XS-9: after the outcome neither octets nor addresses remain.
  @Test
  void outcomeDeletesTheOctets() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.await(
          spool.keepArrival(
              Mails.token(1), Mails.envelope(), Mails.message(7, 100), Mails.DEADLINE));
      Mails.await(spool.keepOutcome(Mails.token(1), ArrivalState.FINAL, 3, Mails.records()));

      assertEquals(0, files());
      assertThrows(IOException.class, () -> Mails.await(spool.openArrival(Mails.token(1))));
    }

    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      assertEquals(
          List.of(
              new ArrivalRow(
                  Mails.token(1), ArrivalState.FINAL, 2, 3, Mails.records(), Mails.DEADLINE)),
          spool.restore().arrivals());
      Mails.await(spool.forgetArrival(Mails.token(1)));
    }
  }

  /// XS-6: a second copy of a message changes nothing of the first.
  @Test
  void secondArrivalOfATokenIsRefused() throws Exception {
    byte[] first = Mails.message(8, 100);
    try (SqliteSpool spool = opened()) {
      Mails.await(
          spool.keepArrival(Mails.token(1), Mails.envelope(), first.clone(), Mails.DEADLINE));

      assertThrows(
          IOException.class,
          () ->
              Mails.await(
                  spool.keepArrival(
                      Mails.token(1), Mails.envelope(), Mails.message(9, 90), Mails.DEADLINE)));

      assertArrayEquals(first, Mails.octets(Mails.await(spool.openArrival(Mails.token(1)))));
      assertEquals(1, files());
    }
  }

  @Test
  void draftsOfManyConnectionsDoNotMix() throws Exception {
    try (SqliteSpool spool = opened()) {
      List<CompletableFuture<List<KeptParcel>>> kept = new ArrayList<>();
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        drafts.add(spool.draft());
      }
      for (int piece = 0; piece < 10; piece++) {
        for (int i = 0; i < 40; i++) {
          drafts.get(i).append(Mails.message(100 * i + piece, i * 500));
        }
      }
      for (int i = 0; i < 40; i++) {
        kept.add(spool.keepMail(drafts.get(i), List.of(Mails.parcel(i))).toCompletableFuture());
      }

      for (int i = 0; i < 40; i++) {
        kept.get(i).get();
        StringBuilder wanted = new StringBuilder();
        for (int piece = 0; piece < 10; piece++) {
          byte[] part = Mails.message(100 * i + piece, i * 500);
          wanted.append(new String(part, StandardCharsets.US_ASCII));
        }
        StoredMail mail = Mails.await(spool.openOutbound(Mails.token(i)));
        assertEquals(wanted.toString(), new String(Mails.octets(mail), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void discardedDraftLeavesNothing() throws Exception {
    SqliteSpool spool = opened();
    Draft draft = spool.draft();
    Mails.await(draft.append(Mails.message(10, 100_000)));
    draft.discard();
    spool.close();

    assertEquals(0, files());
  }

  /// SP-7: below the reserve new mail is refused for now; what is there goes on.
  @Test
  void diskShortRefusesNewMailOnly() throws Exception {
    WatchedDisk disk = new WatchedDisk();
    try (SqliteSpool spool = Mails.open(folder, disk)) {
      spool.restore();
      Mails.keep(spool, Mails.parcel(1), Mails.message(11, 100));
      Draft begun = spool.draft();
      Mails.await(begun.append(Mails.message(12, 100)));
      disk.usableBytes((1 << 20) - 1);

      assertThrows(SpoolFull.class, spool::draft);
      assertThrows(
          SpoolFull.class, () -> Mails.await(spool.keepMail(begun, List.of(Mails.parcel(2)))));
      assertThrows(
          SpoolFull.class,
          () ->
              Mails.await(
                  spool.keepArrival(
                      Mails.token(3), Mails.envelope(), new byte[10], Mails.DEADLINE)));
      assertFalse(spool.writable());
      Mails.await(spool.forgetOutbound(Mails.token(1)));

      disk.usableBytes(Long.MAX_VALUE);
      assertTrue(spool.writable());
      Mails.keep(spool, Mails.parcel(2), Mails.message(13, 100));
      assertEquals(1, files());
    }
  }

  /// SP-6: after a failed sync nothing is promised any more, even if later syncs would work.
  @Test
  void failedSyncEndsAllPromises() throws Exception {
    WatchedDisk disk = new WatchedDisk();
    byte[] message = Mails.message(14, 100);
    try (SqliteSpool spool = Mails.open(folder, disk)) {
      spool.restore();
      Mails.keep(spool, Mails.parcel(1), message);
      disk.failSyncs(true);
      assertThrows(SpoolReadOnly.class, () -> Mails.keep(spool, Mails.parcel(2), message.clone()));

      disk.failSyncs(false);

      assertThrows(SpoolReadOnly.class, spool::draft);
      assertThrows(
          SpoolReadOnly.class,
          () -> Mails.await(spool.setOutbound(Mails.token(1), OutboundState.SENDING)));
      assertFalse(spool.writable());
      assertArrayEquals(message, Mails.octets(Mails.await(spool.openOutbound(Mails.token(1)))));
    }
  }

  /// README §5: nothing of a message can be read without its row.
  @Test
  void octetsOnDiskAreEncrypted() throws Exception {
    String canary = "canary-of-the-octets";
    try (SqliteSpool spool = opened()) {
      String text = (canary + "\r\n").repeat(5_000);
      Mails.keep(spool, Mails.parcel(1), text.getBytes(StandardCharsets.US_ASCII));
    }

    assertEquals(1, files());
    for (Path file : fileList()) {
      assertFalse(bytes(file).contains(canary));
    }
  }

  /// CF-6: nobody else can read a file of the spool.
  @Test
  void everyFileIsForItsOwnerOnly() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.keep(spool, Mails.parcel(1), Mails.message(19, 100));
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.toList()) {
          String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
          assertEquals(Files.isDirectory(each) ? "rwx------" : "rw-------", mode, each::toString);
        }
      }
    }
  }

  /// DN-2: who comes after the end hears so, and never by an exception of the call itself.
  @Test
  void closedSpoolFailsEveryStage() throws Exception {
    SqliteSpool spool = opened();
    Draft draft = spool.draft();
    Mails.await(draft.append(Mails.message(20, 100_000)));
    spool.close();

    var kept = spool.keepMail(draft, List.of(Mails.parcel(1)));
    var read = spool.readData(Mails.token(1), 0, 0);
    var noted = spool.setOutbound(Mails.token(1), OutboundState.SENDING);
    draft.discard();

    assertThrows(IOException.class, () -> Mails.await(kept));
    assertThrows(IOException.class, () -> Mails.await(read));
    assertThrows(IOException.class, () -> Mails.await(noted));
    assertEquals(0, files());
  }

  @Test
  void secondProcessIsRefused() throws Exception {
    try (SqliteSpool spool = opened()) {
      assertThrows(IOException.class, () -> Mails.open(folder, new RealDisk()));
      assertTrue(spool.writable());
    }
  }

  private long files() throws IOException {
    return fileList().size();
  }

  private List<Path> fileList() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("octets"))) {
      return files.sorted().toList();
    }
  }

  private static String bytes(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
