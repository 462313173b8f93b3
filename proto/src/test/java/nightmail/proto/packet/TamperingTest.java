// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.vector.VectorCase;
import nightmail.proto.vector.VectorFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Packets changed or misused on their way: A1, A2, A11, A12, A13 and A15 of
/// `docs/threat-model.md`.
class TamperingTest {
  private static final Opened HEADER_MAC = new Opened.Rejected(DropReason.HEADER_MAC);
  private static final Unwrapped BODY_TAG = new Unwrapped.Dropped(DropReason.BODY_TAG);
  private static final int HOPS = 3;

  private final Random random = new Random(7);
  private final Route route = new Route(random);

  @Test
  @DisplayName("A1: a changed body is relayed and dies at the last hop, payload unseen")
  void changedBodyDiesAtTheLastHop() {
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    for (int changedBefore = 0; changedBefore < HOPS; changedBefore++) {
      for (int at : bodyPositions(25)) {
        byte[] travelling = route.carry(packet.clone(), 0, changedBefore);
        travelling[at] ^= (byte) (1 + random.nextInt(255));

        byte[] last = route.carry(travelling, changedBefore, HOPS - 1);

        assertEquals(BODY_TAG, route.unwrap(last, HOPS - 1), "hop " + changedBefore + " at " + at);
      }
    }
  }

  @Test
  @DisplayName("A1: a changed loop never counts as returned")
  void changedLoopIsLost() {
    byte[] packet = route.packet(HOPS, new Ending.Loop(new LocalId(1, 2)));
    for (int at : bodyPositions(10)) {
      byte[] travelling = packet.clone();
      travelling[at] ^= 1;

      byte[] last = route.carry(travelling, 0, HOPS - 1);

      assertEquals(BODY_TAG, route.unwrap(last, HOPS - 1), "at " + at);
    }
  }

  @Test
  @DisplayName("A1, S-6: a changed answer is lost, whoever changed it")
  void changedAnswerIsLost() {
    for (int changedBefore = 0; changedBefore < HOPS; changedBefore++) {
      MadeSurb made = route.builder.surb(route.hops(HOPS), new LocalId(3, 4), random);
      byte[] payload = route.bytes(Geometry.PAYLOAD_BYTES);
      byte[] packet = made.surb().use(payload, route.engine).bytes();
      byte[] travelling = route.carry(packet, 0, changedBefore);
      travelling[bodyPositions(1)[0]] ^= 1;

      byte[] last = route.carry(travelling, changedBefore, HOPS - 1);

      var end = assertInstanceOf(Unwrapped.ReplyArrived.class, route.unwrap(last, HOPS - 1));
      assertTrue(made.record().open(end.body(), route.engine).isEmpty());
    }
  }

  @Test
  @DisplayName("A2: a changed header dies at the next relay")
  void changedHeaderDiesAtOnce() {
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    for (int hop = 0; hop < HOPS; hop++) {
      byte[] arriving = route.carry(packet.clone(), 0, hop);
      for (int at = hop; at < Geometry.HEADER_BYTES; at += at < 12 || at >= 5_960 ? 1 : 29) {
        byte[] changed = arriving.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));

        boolean passes = HeaderOpening.precheck(changed) instanceof Prefix.Hinted;

        assertEquals(at >= Geometry.PREFIX_BYTES || at == Prefix.HINT_AT, passes, "at " + at);
        assertEquals(HEADER_MAC, route.open(changed, hop), "hop " + hop + " at " + at);
      }
    }
  }

  @Test
  @DisplayName("A2: a MAC that is right in 31 bytes is wrong")
  void almostRightMacIsWrong() {
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    packet[Header.MAC_AT + 31] ^= 1;

    assertEquals(HEADER_MAC, route.open(packet, 0));
  }

  @Test
  void rejectedPacketIsLeftAsItWas() {
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    packet[2_000] ^= 1;
    byte[] before = packet.clone();

    route.open(packet, 0);

    assertArrayEquals(before, packet);
  }

  @Test
  @DisplayName("A11: a hint is under the MAC, and names one key whatever it says")
  void hostileHintsDie() {
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    for (int hint = 0; hint < 256; hint++) {
      byte[] hinted = packet.clone();
      hinted[Prefix.HINT_AT] = (byte) hint;
      assertEquals(new Prefix.Hinted(hint), HeaderOpening.precheck(hinted));

      boolean routed = route.open(hinted, 0) instanceof Opened.Routed;

      assertEquals(hint == route.key(0).hint(), routed, "hint " + hint);
    }
  }

  @Test
  void packetForAnotherKeyIsNotOurs() {
    assertEquals(HEADER_MAC, route.open(route.packet(HOPS, new Ending.Exit()), 1));
  }

  @Test
  @DisplayName("A12: special points in a ciphertext end as header_mac")
  void specialPointsEndAsWrongMac() {
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    for (VectorCase vector : VectorFile.read("x25519").cases()) {
      byte[] changed = packet.clone();
      System.arraycopy(vector.bytes("public"), 0, changed, Header.ROUTING_AT - 32, 32);

      assertEquals(HEADER_MAC, route.open(changed, 0), vector.id());
    }
    packet[Header.ROUTING_AT - 1] ^= (byte) 0x80;
    assertEquals(HEADER_MAC, route.open(packet, 0));
  }

  @Test
  @DisplayName("U-4: a point of small order goes on with HMAC(secret of this relay, ciphertext)")
  void smallOrderGoesOnWithTheRelaysOwnSecret() {
    byte[] failSecret = route.bytes(32);
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    Arrays.fill(packet, Header.ROUTING_AT - 32, Header.ROUTING_AT, (byte) 0);
    byte[] secret = new byte[32];
    route.engine.mac(failSecret, packet, 4, Geometry.CIPHERTEXT_BYTES, secret, 0);
    sealWith(packet, KeySchedule.derive(secret, route.engine));

    HeaderOpening knowing = new HeaderOpening(route.engine, SecretBytes.owning(failSecret));

    assertInstanceOf(Opened.Routed.class, knowing.open(packet.clone(), route.key(0)));
    assertEquals(HEADER_MAC, route.open(packet, 0));
  }

  @Test
  @DisplayName("A13: changes anywhere in the ML-KEM ciphertext end as header_mac")
  void forgedMlKemEndsAsWrongMac() {
    byte[] packet = route.packet(HOPS, new Ending.Exit());
    for (int i = 0; i < 40; i++) {
      byte[] changed = packet.clone();
      byte[] junk = route.bytes(1 + random.nextInt(1_088));
      System.arraycopy(junk, 0, changed, Geometry.PREFIX_BYTES, junk.length);

      assertEquals(HEADER_MAC, route.open(changed, 0));
    }
  }

  @Test
  @DisplayName("A15, S-4: a SURB is used once; a copy of it has the same replay tag")
  void surbIsUsedOnce() {
    byte[] bytes = route.builder.surb(route.hops(HOPS), new LocalId(5, 6), random).surb().toBytes();
    Surb one = Surb.parse(bytes, 0).orElseThrow();
    Surb copy = Surb.parse(bytes, 0).orElseThrow();
    byte[] payload = route.bytes(Geometry.PAYLOAD_BYTES);
    byte[] first = one.use(payload, route.engine).bytes();
    byte[] second = copy.use(route.bytes(Geometry.PAYLOAD_BYTES), route.engine).bytes();

    assertThrows(IllegalStateException.class, () -> one.use(payload, route.engine));
    assertFalse(Arrays.equals(first, second));
    assertArrayEquals(
        assertInstanceOf(Opened.Routed.class, route.open(first, 0)).tag(),
        assertInstanceOf(Opened.Routed.class, route.open(second, 0)).tag());
  }

  @Test
  @DisplayName("U-7, D-4: a slot that is sealed well but says nonsense is format")
  void nonsenseInASealedSlotIsFormat() {
    for (int[] change : new int[][] {{0, 4}, {0, 255}, {1, 1}, {3, 1}, {2, 1}, {8, 1}, {39, 1}}) {
      byte[] packet = route.packet(HOPS, new Ending.Exit());
      byte[] last = route.carry(packet, 0, HOPS - 1);
      byte[] secret = new byte[32];
      assertTrue(route.key(HOPS - 1).pair().decapsulate(last, 4, secret, route.engine));
      last[Header.ROUTING_AT + change[0]] ^= (byte) (change[0] == 0 ? change[1] ^ 1 : change[1]);
      KeySchedule keys = KeySchedule.derive(secret, route.engine);
      route.engine.mac(keys.mac, last, 0, Header.MAC_AT, last, Header.MAC_AT);

      assertEquals(
          new Opened.Rejected(DropReason.FORMAT), route.open(last, HOPS - 1), "at " + change[0]);
    }
  }

  /// Makes a good header for this hop out of known keys.
  private void sealWith(byte[] packet, KeySchedule keys) {
    byte[] routing = new byte[Geometry.ROUTING_BYTES];
    routing[0] = Slot.TYPE_EXIT;
    route.engine.xorStream(keys.header, routing, 0, routing.length);
    System.arraycopy(routing, 0, packet, Header.ROUTING_AT, routing.length);
    route.engine.mac(keys.mac, packet, 0, Header.MAC_AT, packet, Header.MAC_AT);
  }

  /// Every edge of the body and `count` places within.
  private int[] bodyPositions(int count) {
    int[] positions = random.ints(count, Geometry.HEADER_BYTES, Geometry.PACKET_BYTES).toArray();
    int[] edges = {5_996, 6_027, 6_028, 32_767};
    int[] all = Arrays.copyOf(positions, count + edges.length);
    System.arraycopy(edges, 0, all, count, edges.length);
    return all;
  }
}
