// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.RelayId;
import nightmail.proto.replay.ReplayTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a relay decides about packets, stage by stage.
class PeelerTest {
  private static final long CAP_MILLIS = 13_815;
  private final PaperCrypto paper = new PaperCrypto();
  private final Town town = Town.standard();
  private final World world = World.alone(town, paper, Station.settings(town, 3), 3);
  private final Station mix = world.station(0);

  private int hint() {
    return MixKey.hint(keyEpoch());
  }

  private long keyEpoch() {
    return world.view().keyEpochs().at(world.now().wall());
  }

  private byte[] forward(RelayId next, long delayMillis) {
    return paper.packet(
        List.of(
            new PaperCrypto.Leg(mix.id(), hint(), delayMillis),
            new PaperCrypto.Leg(next, hint(), 0)),
        new Ending.Exit(),
        new byte[Geometry.PAYLOAD_BYTES]);
  }

  private byte[] forward(long delayMillis) {
    return forward(town.id(4), delayMillis);
  }

  private List<DropReason> dropsOf(byte[] packet) {
    mix.forgetSteps();
    mix.receive(packet);
    world.run(Duration.ofSeconds(1));
    return mix.drops();
  }

  @Test
  @DisplayName("U-1: length, suite, version and the zero byte")
  void foreignFramesAreDropped() {
    byte[] suite = forward(0);
    suite[0] = 2;
    byte[] version = forward(0);
    version[1] = 9;
    byte[] zero = forward(0);
    zero[3] = 1;

    assertEquals(List.of(DropReason.SIZE), dropsOf(new byte[Geometry.PACKET_BYTES - 1]));
    assertEquals(List.of(DropReason.SIZE), dropsOf(new byte[Geometry.PACKET_BYTES + 1]));
    assertEquals(List.of(DropReason.SIZE), dropsOf(new byte[0]));
    assertEquals(List.of(DropReason.FORMAT), dropsOf(suite));
    assertEquals(List.of(DropReason.FORMAT), dropsOf(version));
    assertEquals(List.of(DropReason.FORMAT), dropsOf(zero));
  }

  @Test
  @DisplayName("U-2, M-2: at the bound of the pool the newest packet is dropped")
  void fullPoolKeepsWhatItHas() {
    RelaySettings small =
        new RelaySettings(
            mix.id(), world.view().header().profile(), false, List.of(), 1, 3, 1, 1, 1);
    World narrow = World.alone(town, paper, small, 3);
    Station station = narrow.station(0);

    for (int i = 0; i < 3; i++) {
      station.receive(forward(2_000));
    }
    assertEquals(List.of(), station.drops());
    station.receive(forward(0));
    narrow.run(Duration.ofSeconds(1));
    assertEquals(List.of(DropReason.POOL_FULL), station.drops());
    narrow.run(Duration.ofSeconds(2));

    assertEquals(3, narrow.sent.size());
  }

  @Test
  @DisplayName("U-3, A11: of all 256 hints one has a key, and only that one costs work")
  void onlyTheHintOfALiveKeyIsTried() {
    int computed = 0;
    for (int hint = 0; hint < 256; hint++) {
      byte[] packet = forward(0);
      packet[2] = (byte) hint;
      List<DropReason> drops = dropsOf(packet);
      computed += (int) mix.all(Effect.Compute.class).stream().filter(PeelerTest::isHeader).count();
      boolean next = hint == MixKey.hint(keyEpoch() + 1);
      if (hint != hint()) {
        assertEquals(List.of(next ? DropReason.KEY_EARLY : DropReason.KEY_LATE), drops);
      }
    }

    assertEquals(1, computed);
  }

  private static boolean isHeader(Effect.Compute compute) {
    return compute.what() instanceof Work.OpenHeader;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, CAP_MILLIS - 1, CAP_MILLIS, CAP_MILLIS + 1, 0xffff_ffffL})
  @DisplayName("U-8, A27: a delay above the cap is refused, never shortened")
  void delayIsHeldAgainstTheCap(long delayMillis) {
    List<DropReason> drops = dropsOf(forward(delayMillis));

    assertEquals(delayMillis > CAP_MILLIS ? List.of(DropReason.DELAY_CAP) : List.of(), drops);
    world.run(Duration.ofSeconds(20));
    if (delayMillis <= CAP_MILLIS) {
      assertTrue(world.sent.getLast().nanos() >= delayMillis * 1_000_000);
    } else {
      assertEquals(0, world.sent.size());
    }
  }

  @Test
  @DisplayName("U-8: the next relay is listed, and another one")
  void unknownNextRelayIsRefused() {
    assertEquals(List.of(DropReason.ROUTE_UNKNOWN), dropsOf(forward(RelayId.of(new byte[32]), 0)));
    assertEquals(List.of(DropReason.ROUTE_UNKNOWN), dropsOf(forward(mix.id(), 0)));
  }

  @Test
  @DisplayName("U-13, A16: unknown ids of answers and loops cost no work on bodies")
  void floodOfUnknownIdsOpensNoBody() {
    for (int i = 0; i < 1_000; i++) {
      LocalId id = new LocalId(7, i);
      Ending ending = i % 2 == 0 ? new Ending.Reply(id) : new Ending.Loop(id);
      PaperCrypto.Leg leg = new PaperCrypto.Leg(mix.id(), hint(), 0);
      mix.receive(paper.packet(List.of(leg), ending, new byte[0]));
    }
    world.run(Duration.ofSeconds(1));

    assertEquals(1_000, mix.drops().stream().filter(DropReason.ROUTE_UNKNOWN::equals).count());
    assertEquals(0, paper.bodiesOpened);
    assertEquals(0, mix.core().heldPackets());
  }

  @Test
  @DisplayName("U-5, U-6, A3: a forged copy does not burn the good packet, a second copy dies")
  void tagCountsOnlyAfterTheMac() {
    byte[] packet = forward(0);

    assertEquals(List.of(DropReason.HEADER_MAC), dropsOf(PaperCrypto.withChangedHeader(packet)));
    assertEquals(List.of(), dropsOf(packet.clone()));
    assertEquals(List.of(DropReason.REPLAY), dropsOf(packet));
    assertEquals(1, world.sent.size());
  }

  @Test
  @DisplayName("A4: what was seen before a restart is not taken again")
  void journalOutlivesARestart() {
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      packets.add(forward(0));
    }
    packets.forEach(p -> mix.receive(p.clone()));
    world.run(Duration.ofSeconds(1));
    mix.crash();
    mix.start();

    packets.forEach(mix::receive);
    world.run(Duration.ofSeconds(1));

    assertEquals(20, world.sent.size());
  }

  @Test
  @DisplayName("A6, R-3: a full table fails its own key closed, and no other")
  void filledTableRefusesOnlyItsKey() {
    mix.on(new Event.MixKeyRemoved(keyEpoch(), 0));
    mix.addKey(keyEpoch(), new ReplayTable(1_000, new byte[ReplayTable.HASH_KEY_BYTES]));
    for (int i = 0; i < 1_001; i++) {
      mix.receive(forward(0));
      world.run(Duration.ofMillis(10));
    }
    world.run(Duration.ofSeconds(1));
    assertEquals(List.of(DropReason.REPLAY_FULL), mix.drops());
    assertEquals(1_000, world.sent.size());

    int next = MixKey.hint(keyEpoch() + 1);
    mix.addKey(keyEpoch() + 1, new ReplayTable(1_000, new byte[ReplayTable.HASH_KEY_BYTES]));
    world.run(
        Duration.between(world.now().wall(), world.view().keyEpochs().acceptFrom(keyEpoch() + 1)));
    PaperCrypto.Leg leg = new PaperCrypto.Leg(mix.id(), next, 0);
    PaperCrypto.Leg after = new PaperCrypto.Leg(town.id(4), next, 0);
    byte[] packet = paper.packet(List.of(leg, after), new Ending.Exit(), new byte[0]);

    assertEquals(List.of(), dropsOf(packet));
  }

  @Test
  @DisplayName("A9, U-3: a key is taken from early before to late after its epoch")
  void keyIsLiveFromEarlyToLate() {
    long next = keyEpoch() + 1;
    var epochs = world.view().keyEpochs();
    mix.addKey(next, new ReplayTable(1_000, new byte[ReplayTable.HASH_KEY_BYTES]));
    PaperCrypto.Leg leg = new PaperCrypto.Leg(mix.id(), MixKey.hint(next), 0);
    PaperCrypto.Leg after = new PaperCrypto.Leg(town.id(4), MixKey.hint(next), 0);

    assertEquals(
        List.of(DropReason.KEY_EARLY), at(epochs.acceptFrom(next).minusMillis(1), leg, after));
    assertEquals(List.of(), at(epochs.acceptFrom(next), leg, after));
    assertEquals(List.of(), at(epochs.beginOf(next), leg, after));
    assertEquals(List.of(), at(epochs.acceptUntil(next).minusMillis(1), leg, after));
    assertEquals(List.of(DropReason.KEY_LATE), at(epochs.acceptUntil(next), leg, after));
  }

  private List<DropReason> at(Instant moment, PaperCrypto.Leg... legs) {
    world.run(Duration.between(world.now().wall(), moment));
    mix.forgetSteps();
    mix.receive(paper.packet(List.of(legs), new Ending.Exit(), new byte[0]));
    return mix.drops();
  }

  @Test
  @DisplayName("U-3: a retired key drops what still comes, and what was being opened")
  void retiredKeyIsLate() {
    mix.receive(forward(0));
    mix.on(new Event.MixKeyRemoved(keyEpoch(), 0));
    world.run(Duration.ofSeconds(1));

    assertEquals(List.of(DropReason.KEY_LATE), mix.drops());
    assertEquals(List.of(DropReason.KEY_LATE), dropsOf(forward(0)));
  }

  @Test
  @DisplayName("U-11, R-1: nothing leaves before its tag is on disk")
  void releaseWaitsForTheJournal() {
    mix.disk.tagsStuck = true;
    mix.receive(forward(0));
    mix.receive(forward(100));
    world.run(Duration.ofSeconds(60));
    assertEquals(0, world.sent.size());
    assertEquals(2, mix.core().heldPackets());

    mix.on(new Event.TagsSynced(1));
    assertEquals(1, world.sent.size());
    mix.on(new Event.TagsSynced(2));
    assertEquals(2, world.sent.size());
  }

  @Test
  @DisplayName("R-1: a tag on disk does not shorten the delay")
  void releaseWaitsForTheDelay() {
    mix.receive(forward(5_000));
    world.run(Duration.ofMillis(4_999));

    assertEquals(0, world.sent.size());
    world.run(Duration.ofMillis(1));
    assertEquals(1, world.sent.size());
  }

  @Test
  @DisplayName("R-5: a journal that cannot be written loses its batch, and the relay takes no more")
  void failedJournalFailsClosed() {
    mix.receive(forward(1_000));
    world.run(Duration.ofMillis(500));
    mix.disk.tagsStuck = true;
    mix.receive(forward(0));
    mix.receive(forward(100));
    world.run(Duration.ofMillis(50));

    mix.on(new Event.JournalFailed());
    world.run(Duration.ofSeconds(5));
    mix.receive(forward(0));

    assertEquals(
        List.of(DropReason.INTERNAL, DropReason.INTERNAL, DropReason.INTERNAL), mix.drops());
    assertEquals(1, world.sent.size(), "what was synced before leaves");
    assertEquals(0, mix.core().heldPackets());
  }

  @Test
  @DisplayName("U-10, A1: a changed body dies at its last hop, not before")
  void changedBodyIsRelayed() {
    assertEquals(List.of(), dropsOf(PaperCrypto.withChangedBody(forward(0))));

    byte[] mine =
        paper.packet(
            List.of(new PaperCrypto.Leg(mix.id(), hint(), 0)), new Ending.Exit(), new byte[0]);
    assertEquals(List.of(DropReason.BODY_TAG), dropsOf(PaperCrypto.withChangedBody(mine)));
  }

  @Test
  @DisplayName("M-2: equal release times leave in another order than they came")
  void equalTimesAreShuffled() {
    List<RelayId> came = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      RelayId next = town.id(i % 2 == 0 ? 4 : 5);
      came.add(next);
      mix.receive(forward(next, 1_000));
    }
    world.run(Duration.ofSeconds(2));

    List<RelayId> left = world.sent.stream().map(World.OnLink::to).toList();
    assertEquals(60, left.size());
    assertNotEquals(came, left);
  }

  @Test
  @DisplayName("U-11: what a link lost is counted once")
  void lostPacketIsADrop() {
    mix.on(new Event.PacketLost(DropReason.LINK_DOWN));

    assertEquals(List.of(DropReason.LINK_DOWN), mix.drops());
  }

  @Test
  @DisplayName("U-12: no drop sends anything")
  void dropsAreSilent() {
    mix.receive(new byte[5]);
    mix.receive(PaperCrypto.withChangedHeader(forward(0)));
    mix.receive(forward(mix.id(), 0));
    world.run(Duration.ofSeconds(5));

    assertEquals(3, mix.drops().size());
    assertEquals(0, world.sent.size());
  }
}
