// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightmail.proto.crypto.Engine;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Token;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.MadeSurb;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.PacketBuilder;
import nightmail.proto.packet.Surb;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Attacks on real packets in a whole network of cores.
class RealPacketTest {
  private final SecureRandom random = new RepeatableRandom(4);
  private final PacketBuilder builder = new PacketBuilder(new Engine());
  private World world;

  @BeforeEach
  void startANetwork() {
    world = new World(Town.standard(), Performer.real(2), 2);
    for (int i = 0; i < Town.RELAYS; i++) {
      world.add(i);
    }
    world.start();
  }

  private Hop hop(int relay) {
    Instant now = world.now().wall();
    long keyEpoch = world.view().keyEpochs().at(now);
    var key = world.view().key(world.town().id(relay), keyEpoch).orElseThrow();
    return new Hop(world.town().id(relay), key.key(), MixKey.hint(keyEpoch), 0);
  }

  private List<Hop> hops(int... relays) {
    return IntStream.of(relays).mapToObj(this::hop).toList();
  }

  /// A poll for `b.example` over relays 2, 3 and 4.
  private byte[] packet() {
    byte[] token = new byte[32];
    random.nextBytes(token);
    Payload poll = new Payload.Poll(Token.of(token), List.of(surb(2, 3, 0).toBytes()));
    return builder.build(hops(2, 3, 4, 1), new Ending.Exit(), poll.encode(), random).bytes();
  }

  private Surb surb(int... relays) {
    MadeSurb made = builder.surb(hops(relays), LocalId.draw(random), random);
    return made.surb();
  }

  /// All drops of packets but those of the gateways' own loops, after `packet` has come to `relay`.
  private List<DropReason> drops(int relay, byte[] packet) {
    IntStream.range(0, Town.RELAYS).forEach(i -> world.station(i).forgetSteps());
    world.station(relay).receive(packet);
    world.run(Duration.ofMillis(400));
    return IntStream.range(0, Town.RELAYS)
        .mapToObj(i -> world.station(i).drops())
        .flatMap(List::stream)
        .toList();
  }

  private static byte[] flipped(byte[] packet, int at) {
    byte[] changed = packet.clone();
    changed[at] ^= 1;
    return changed;
  }

  @Test
  @DisplayName("A1: a bit of the body, flipped before the first hop, ends the packet at its exit")
  void changedBodyDiesAtTheExit() {
    for (int at : new int[] {Geometry.HEADER_BYTES, 20_000, Geometry.PACKET_BYTES - 1}) {
      assertEquals(List.of(DropReason.BODY_TAG), drops(2, flipped(packet(), at)));
      assertEquals(List.of(DropReason.BODY_TAG), world.station(1).drops());
    }
  }

  @Test
  @DisplayName("A2: a bit of the header, flipped anywhere, ends the packet at once")
  void changedHeaderDiesAtTheNextRelay() {
    int macAt = Geometry.HEADER_BYTES - 1;
    for (int at : new int[] {4, 1_000, 1_124, 3_000, 5_963, 5_964, macAt}) {
      assertEquals(List.of(DropReason.HEADER_MAC), drops(2, flipped(packet(), at)));
      assertEquals(List.of(DropReason.HEADER_MAC), world.station(2).drops());
    }
  }

  @Test
  @DisplayName("A3: of two copies one passes; a forged one before does not count")
  void replayIsDropped() {
    byte[] packet = packet();

    assertEquals(List.of(DropReason.HEADER_MAC), drops(2, flipped(packet, 5_970)));
    assertEquals(List.of(DropReason.ROUTE_UNKNOWN), drops(2, packet.clone()), "only its answer");
    assertEquals(List.of(DropReason.REPLAY), drops(2, packet));
  }

  @Test
  @DisplayName(
      "A15: a SURB used twice brings one answer; the second is a replay at its first relay")
  void secondUseOfASurbDies() {
    byte[] surb = surb(2, 3, 4, 0).toBytes();
    byte[] payload = new byte[Geometry.PAYLOAD_BYTES];
    List<byte[]> uses =
        Stream.of(0, 1)
            .map(i -> Surb.parse(surb, 0).orElseThrow().use(payload, new Engine()).bytes())
            .toList();

    assertEquals(
        List.of(DropReason.ROUTE_UNKNOWN), drops(2, uses.getFirst()), "nobody waits for it");
    assertEquals(List.of(DropReason.REPLAY), drops(2, uses.getLast()));
    assertEquals(List.of(DropReason.REPLAY), world.station(2).drops());
  }
}
