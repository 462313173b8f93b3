// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Payload;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A28, D-4: nothing the network sends throws, and what ends here ends with one reason.
@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
class RelayCoreFuzzTest {
  @FuzzTest
  void packetsOfAnyBytesAreDroppedOnce(byte[] input) {
    World world = realMix();

    world.station(0).receive(input);
    world.station(0).receive(ours(input));
    world.run(Duration.ofSeconds(1));

    assertEquals(2, world.station(0).drops().size());
  }

  @FuzzTest
  void payloadsOfAnyBytesAreReadOrDropped(byte[] input) {
    LoneExit exit = new LoneExit();

    exit.arriveBytes(Arrays.copyOf(input, Geometry.PAYLOAD_BYTES));

    assertTrue(exit.station.drops().size() <= 1);
  }

  /// The input as a packet with a good prefix.
  private static byte[] ours(byte[] input) {
    byte[] packet = Arrays.copyOf(input, Geometry.PACKET_BYTES);
    packet[0] = Geometry.SUITE;
    packet[1] = Geometry.VERSION;
    packet[2] = 1;
    packet[3] = 0;
    return packet;
  }

  private static World realMix() {
    World world = new World(Town.standard(), Performer.real(1), 1);
    world.connected = false;
    world.add(3);
    world.start();
    return world;
  }

  @Test
  void randomPacketsAreDroppedOnce() {
    World world = realMix();
    Seeds.forEach(
        100,
        random -> {
          world.station(0).forgetSteps();
          byte[] packet = Seeds.bytes(random, Geometry.PACKET_BYTES);
          world.station(0).receive(random.nextBoolean() ? ours(packet) : packet);
          world.run(Duration.ofSeconds(1));

          assertEquals(1, world.station(0).drops().size());
        });
  }

  @Test
  void mutatedPayloadsAreReadOrDropped() {
    LoneExit exit = new LoneExit();
    Seeds.forEach(
        200,
        random -> {
          exit.station.forgetSteps();
          byte[] payload = payload(exit, random).encode();
          for (int i = random.nextInt(4); i >= 0; i--) {
            payload[random.nextInt(random.nextBoolean() ? 64 : payload.length)] ^=
                (byte) (1 << random.nextInt(8));
          }
          exit.arriveBytes(payload);

          List<DropReason> drops = exit.station.drops();
          assertTrue(drops.size() <= 1, drops.toString());
        });
  }

  private static Payload payload(LoneExit exit, Random random) {
    var token = exit.token();
    return switch (random.nextInt(4)) {
      case 0 -> exit.mail(token, 500, "bob@b.example").single(exit.surbs(2));
      case 1 -> exit.mail(token, 60_000, "bob@b.example").shard(0, random.nextInt(5));
      case 2 -> exit.mail(token, 60_000, "bob@b.example").control(exit.surbs(4));
      default -> new Payload.Poll(token, exit.surbs(2));
    };
  }

  @Test
  void mutatedAnswersAreReadOrDropped() {
    Seeds.forEach(
        100,
        random -> {
          LoneGateway gateway = new LoneGateway();
          gateway.submit("a", 500);
          Payload letter = gateway.next();
          byte[] answer = new Answer.Custody(gateway.token(), 1).encode();
          answer[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
          byte[] reply = gateway.paper.use(letter.surbs().getFirst(), answer).orElseThrow().bytes();

          gateway.station.receive(gateway.paper.atLastHop(reply));
          gateway.world.run(Duration.ofSeconds(20));

          assertTrue(gateway.station.drops().size() <= 1);
        });
  }

  @Test
  void eventsThatNobodyAskedForDoNothing() {
    LoneExit exit = new LoneExit();
    var token = exit.token();
    exit.station.on(new Event.Computed(99, new Outcome.SurbUsed(Optional.empty())));
    exit.station.on(new Event.DataRead(99, new byte[10]));
    exit.station.on(new Event.ArrivalKept(token, true));
    exit.station.on(new Event.OutcomeKept(token));
    exit.station.on(new Event.DeliveryEnded(token, List.of()));
    exit.station.on(new Event.MixKeyRemoved(77, 3));
    exit.station.on(new Event.MailNotKept(99, false));
    exit.poll(token);

    assertEquals(List.of(new Answer.Unknown(token)), exit.answersNow());
  }
}
