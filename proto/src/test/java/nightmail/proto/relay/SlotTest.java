// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Token;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What leaves in slots, and when.
class SlotTest {
  @Test
  @DisplayName("M-6: an idle gateway sends loops in its slots")
  void emptySlotsCarryLoops() {
    LoneGateway gateway = new LoneGateway();

    gateway.world.run(Duration.ofSeconds(60));

    int packets = gateway.world.sent.size();
    assertTrue(packets > 60 && packets < 200, packets + " packets");
    assertTrue(
        gateway.world.sent.stream()
            .allMatch(p -> gateway.paper.ending(p.packet()) instanceof Ending.Loop));
  }

  @Test
  @DisplayName("M-6: a mix that is no gateway has no slots")
  void mixWithoutUsersSendsNothingOfItsOwn() {
    World world = World.alone(new PaperCrypto(), 3);

    world.run(Duration.ofSeconds(60));

    assertEquals(0, world.sent.size());
  }

  @Test
  @DisplayName("M-6, A42: letters, polls and loops leave 50 ms after their slot")
  void everythingLeavesAtTheSameMomentOfItsSlot() {
    LoneGateway gateway = new LoneGateway();
    gateway.submit("long", 60_000);
    gateway.submit("short", 500);
    gateway.world.run(Duration.ofSeconds(60));

    Station station = gateway.station;
    List<Long> slots =
        station.steps.stream()
            .filter(s -> s.what() instanceof Effect.ReadData || startsMaking(s.what()))
            .map(Station.Step::nanos)
            .toList();
    for (World.OnLink packet : gateway.world.sent) {
      assertTrue(slots.contains(packet.nanos() - 50_000_000), "no slot 50 ms before");
    }
  }

  private static boolean startsMaking(Object what) {
    return what instanceof Effect.Compute(long _, Work.MakePacket _);
  }

  @Test
  @DisplayName("M-6: a poll goes before a repeat, a repeat before a first round")
  void slotsCarryTheMostUrgentFirst() {
    LoneGateway gateway = new LoneGateway();
    gateway.submit("first", 500);
    Payload first = gateway.next();
    gateway.answer(first.surbs().getFirst(), new Answer.Custody(gateway.token(), 1));
    gateway.world.runUntil(() -> pollIsDue(gateway), LoneGateway.LONG);
    for (int i = 0; i < 20; i++) {
      gateway.station.submit("other" + i, 500, "bob@b.example");
    }
    gateway.world.run(Duration.ofMillis(10));

    assertInstanceOf(Payload.Poll.class, gateway.next());
  }

  /// Just before the first poll can be due.
  private static boolean pollIsDue(LoneGateway gateway) {
    return gateway.world.nanos() > 17_000_000_000L;
  }

  @Test
  @DisplayName("M-5: mail to an exit without a path does not hold up other mail")
  void deadExitBlocksNobodyElse() {
    LoneGateway gateway = new LoneGateway();
    OutboundRow dead =
        new OutboundRow(
            Token.of(new byte[32]),
            RelayId.of(new byte[32]),
            500,
            OutboundState.WAITING,
            gateway.world.now().wall().plusSeconds(600));
    gateway.station.disk.outgoing.put(dead.token(), new Disk.Outgoing(dead, new byte[500]));
    gateway.station.crash();
    gateway.station.start();
    gateway.world.run(Duration.ofSeconds(30));

    gateway.submit("live", 500);

    assertEquals(gateway.token(), gateway.next().token());
  }

  @Test
  @DisplayName("M-8: relay loops come back and are counted")
  void loopsReturn() {
    Town lively = Town.of(Town.quiet().with(Parameter.LOOP_PER_HOUR, 7_200));
    World world = new World(lively, new PaperCrypto(), 3);
    for (int i = 0; i < Town.RELAYS; i++) {
      world.add(i);
    }
    world.start();

    world.run(Duration.ofSeconds(60));

    long returned = world.station(3).count(Tally.LOOP_RETURNED);
    assertTrue(returned > 70 && returned < 160, returned + " of about 120");
    assertEquals(0, world.station(3).count(Tally.LOOP_LOST));
  }

  @Test
  @DisplayName("A35, M-10: on a dead path every loop is lost and none returned")
  void deadPathReturnsNothing() {
    LoneGateway gateway = new LoneGateway();

    gateway.world.run(Duration.ofMinutes(2));

    assertEquals(0, gateway.station.count(Tally.LOOP_RETURNED));
    assertTrue(gateway.station.count(Tally.LOOP_LOST) > 100);
  }

  @Test
  @DisplayName("A21: while a letter is blocked and repeated, slots stay as they are")
  void slotsDoNotTellARetransmission() {
    LoneGateway gateway = new LoneGateway();
    gateway.submit("blocked", 500);
    gateway.world.run(Duration.ofSeconds(500));

    assertTrue(gateway.letters().size() > 10, "the letter is repeated");
    double[] gapsMillis = gapsMillis(gateway.world.sent);
    assertTrue(distanceFromPoisson(gapsMillis, 500) < 1.63 / Math.sqrt(gapsMillis.length));
  }

  private static double[] gapsMillis(List<World.OnLink> sent) {
    double[] gaps = new double[sent.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (sent.get(i + 1).nanos() - sent.get(i).nanos()) / 1e6;
    }
    Arrays.sort(gaps);
    return gaps;
  }

  /// The statistic of Kolmogorov and Smirnov against exponential gaps; 1.63 / √n is its 1 % point.
  private static double distanceFromPoisson(double[] sortedGaps, double mean) {
    double distance = 0;
    for (int i = 0; i < sortedGaps.length; i++) {
      double expected = 1 - Math.exp(-sortedGaps[i] / mean);
      distance = Math.max(distance, Math.abs(expected - (double) i / sortedGaps.length));
      distance = Math.max(distance, Math.abs(expected - (i + 1.0) / sortedGaps.length));
    }
    return distance;
  }

  @Test
  @DisplayName("M-6: a class has that many slots more")
  void rateClassMultipliesSlots() {
    Town town = Town.standard();
    RelaySettings one = Station.settings(town, 0);
    RelaySettings eight =
        new RelaySettings(
            one.self(), one.profile(), true, one.ownDomains(), 8, 1_000, 10 << 20, 600, 1 << 20);
    World world = World.alone(town, new PaperCrypto(), eight, 0);

    world.run(Duration.ofSeconds(60));

    assertEquals(960, world.sent.size(), 100);
  }

  @Test
  @DisplayName("P3: equal events, moments and chance give equal effects")
  void runsCanBeRepeated() {
    assertEquals(trace(5), trace(5));
    assertNotEquals(trace(5), trace(6));
  }

  private static List<Long> trace(long seed) {
    World world = World.whole(new PaperCrypto(), new Random(seed).nextLong(1_000));
    world.station(0).submit("a", 500, "bob@b.example");
    world.run(Duration.ofSeconds(20));
    return world.sent.stream().map(World.OnLink::nanos).toList();
  }
}
