// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Packets of every length of path and every ending, from maker to end.
class RoundTripTest {
  private final Route route = new Route(new Random(6));

  @Test
  @DisplayName("H-1 to H-7, U-9, U-10: a payload arrives over 3, 4 and 5 hops")
  void payloadArrives() {
    for (int hops = 3; hops <= 5; hops++) {
      List<Hop> path = route.hops(hops);
      byte[] payload = route.bytes(Geometry.PAYLOAD_BYTES);
      Packet packet = route.builder.build(path, new Ending.Exit(), payload, route.random);
      assertEquals(path.getFirst().id(), packet.first());

      byte[] last = route.carry(packet.bytes(), 0, hops - 1);

      var end = assertInstanceOf(Unwrapped.Deliver.class, route.unwrap(last, hops - 1));
      assertArrayEquals(payload, end.payload());
      assertEquals(path.getLast().delayMillis(), end.delayMillis());
    }
  }

  @Test
  void loopComesHomeUnderItsId() {
    for (int hops = 3; hops <= 5; hops++) {
      LocalId id = LocalId.draw(route.random);
      Packet packet = route.builder.loop(route.hops(hops), id, route.random);

      byte[] last = route.carry(packet.bytes(), 0, hops - 1);

      var end = assertInstanceOf(Unwrapped.LoopReturned.class, route.unwrap(last, hops - 1));
      assertEquals(id, end.id());
    }
  }

  @Test
  @DisplayName("S-1 to S-3: a SURB that travelled brings an answer home")
  void answerComesHome() {
    for (int hops = 3; hops <= 5; hops++) {
      LocalId id = LocalId.draw(route.random);
      MadeSurb made = route.builder.surb(route.hops(hops), id, route.random);
      Surb travelled = Surb.parse(made.surb().toBytes(), 0).orElseThrow();
      byte[] payload = route.bytes(Geometry.PAYLOAD_BYTES);
      assertEquals(route.key(0).hint(), travelled.hint());

      Packet packet = travelled.use(payload, route.engine);
      assertEquals(made.surb().first(), packet.first());
      byte[] last = route.carry(packet.bytes(), 0, hops - 1);

      var end = assertInstanceOf(Unwrapped.ReplyArrived.class, route.unwrap(last, hops - 1));
      assertEquals(id, end.id());
      assertArrayEquals(payload, made.record().open(end.body(), route.engine).orElseThrow());
    }
  }

  @Test
  void forwardedPacketIsTheArrayThatArrived() {
    byte[] packet = route.packet(4, new Ending.Exit());

    var forward = assertInstanceOf(Unwrapped.Forward.class, route.unwrap(packet, 0));

    assertSame(packet, forward.packet());
    assertNotSame(packet, route.packet(4, new Ending.Exit()));
  }

  @Test
  void slotCarriesTheNextHint() {
    byte[] packet = route.packet(4, new Ending.Exit());

    var routed = assertInstanceOf(Opened.Routed.class, route.open(packet, 0));
    var slot = assertInstanceOf(Slot.Relay.class, routed.slot());

    assertEquals(route.key(1).hint(), slot.nextHint());
    assertEquals(new Prefix.Hinted(slot.nextHint()), HeaderOpening.precheck(routed.packet()));
  }

  @Test
  @DisplayName("A27: delays of 0 and 2³² − 1 are carried as they are")
  void extremeDelaysAreCarried() {
    for (long delay : new long[] {0, 1, Hop.MAX_DELAY_MILLIS}) {
      List<Hop> path =
          route.hops(3).stream()
              .map(hop -> new Hop(hop.id(), hop.key(), hop.hint(), delay))
              .toList();
      byte[] payload = route.bytes(Geometry.PAYLOAD_BYTES);
      byte[] packet = route.builder.build(path, new Ending.Exit(), payload, route.random).bytes();

      var routed = assertInstanceOf(Opened.Routed.class, route.open(packet, 0));

      assertEquals(delay, routed.slot().delayMillis());
    }
  }

  @Test
  void pathsOfOtherLengthsAndPayloadsOfOtherSizesAreBugs() {
    byte[] payload = new byte[Geometry.PAYLOAD_BYTES];
    Ending exit = new Ending.Exit();
    var two = route.hops(2);
    var three = route.hops(3);

    assertThrows(
        IllegalArgumentException.class,
        () -> route.builder.build(two, exit, payload, route.random));
    assertThrows(
        IllegalArgumentException.class,
        () -> route.builder.build(three, exit, new byte[26_739], route.random));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Hop(KnownAnswers.relayId(0), route.key(0).pair().publicKey(), 256, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Hop(KnownAnswers.relayId(0), route.key(0).pair().publicKey(), 0, 1L << 32));
  }

  @Test
  void surbOfAnotherLengthOrPrefixIsNone() {
    byte[] bytes =
        route.builder.surb(route.hops(4), new LocalId(1, 2), route.random).surb().toBytes();
    byte[] foreign = bytes.clone();
    foreign[0] = 2;

    assertTrue(Surb.parse(new byte[6_059], 0).isEmpty());
    assertTrue(Surb.parse(bytes, 1).isEmpty());
    assertTrue(Surb.parse(bytes, -1).isEmpty());
    assertTrue(Surb.parse(foreign, 0).isEmpty());
    assertArrayEquals(bytes, Surb.parse(bytes, 0).orElseThrow().toBytes());
  }
}
