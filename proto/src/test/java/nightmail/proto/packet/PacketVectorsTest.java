// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;
import nightmail.proto.vector.VectorCase;
import nightmail.proto.vector.VectorFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Reads the packet vectors of `docs/spec/vectors` by what they say, as another implementation
/// would (protocol T-10).
class PacketVectorsTest {
  private final Engine engine = new Engine();
  private final PacketBuilder builder = new PacketBuilder(engine);
  private final HeaderOpening headers = new HeaderOpening(engine, SecretBytes.owning(new byte[32]));
  private final BodyOpening bodies = new BodyOpening(engine);

  @Test
  void schedule() {
    for (VectorCase vector : VectorFile.read("schedule").cases()) {
      KeySchedule keys = KeySchedule.derive(vector.bytes("ss"), engine);

      vector.assertBytes(vector.out().path("mac"), keys.mac, "mac");
      vector.assertBytes(vector.out().path("header"), keys.header, "header");
      vector.assertBytes(vector.out().path("body"), keys.body, "body");
      vector.assertBytes(vector.out().path("tag"), keys.tag, "tag");
    }
  }

  @Test
  void lioness() {
    for (VectorCase vector : VectorFile.read("lioness").cases()) {
      byte[] block = vector.bytes("block");
      if (vector.in().path("direction").asText().equals("encrypt")) {
        Lioness.encrypt(vector.bytes("key"), block, 0, block.length, engine);
      } else {
        Lioness.decrypt(vector.bytes("key"), block, 0, block.length, engine);
      }

      vector.assertBytes(vector.out().path("block"), block, "block");
    }
  }

  @Test
  void packet() {
    for (VectorCase vector : VectorFile.read("packet").cases()) {
      byte[] payload = vector.bytes("payload");
      byte[] packet =
          builder.build(hops(vector), new Ending.Exit(), payload, material(vector)).bytes();

      follow(vector, packet);
    }
  }

  @Test
  void surb() {
    for (VectorCase vector : VectorFile.read("surb").cases()) {
      LocalId id = LocalId.at(vector.bytes("last_id"), 0);
      SecretBytes replyKey = SecretBytes.owning(vector.bytes("reply_key"));
      MadeSurb made = builder.surb(hops(vector), id, replyKey, material(vector));
      vector.assertBytes(vector.out().path("surb"), made.surb().toBytes(), "surb");

      follow(vector, made.surb().use(vector.bytes("reply_payload"), engine).bytes());
    }
  }

  @Test
  @DisplayName("D-1: reasons that one packet alone can meet, and the good ways through")
  void unwrap() {
    for (VectorCase vector : VectorFile.read("unwrap").cases()) {
      byte[] packet = vector.bytes("packet");
      if (HeaderOpening.precheck(packet) instanceof Prefix.Refused(DropReason reason)) {
        assertEquals(vector.reason(), reason.label(), vector.id());
        continue;
      }
      switch (headers.open(packet, key(vector.in().path("seed")))) {
        case Opened.Rejected(DropReason reason) ->
            assertEquals(vector.reason(), reason.label(), vector.id());
        case Opened.Routed routed -> assertOutcome(vector, bodies.open(routed));
      }
    }
  }

  private static void assertOutcome(VectorCase vector, Unwrapped unwrapped) {
    switch (unwrapped) {
      case Unwrapped.Forward(RelayId next, long delay, byte[] packet) -> {
        JsonNode out = vector.out().path("forward");
        assertEquals(out.path("next_id").asText(), next.value().hex());
        assertEquals(out.path("delay_ms").asLong(), delay);
        vector.assertBytes(out.path("packet"), packet, "packet");
      }
      case Unwrapped.Deliver(long delay, byte[] payload) -> {
        assertEquals(vector.out().path("deliver").path("delay_ms").asLong(), delay);
        vector.assertBytes(vector.out().path("deliver").path("payload"), payload, "payload");
      }
      case Unwrapped.ReplyArrived reply -> throw new AssertionError(vector.id());
      case Unwrapped.LoopReturned loop -> throw new AssertionError(vector.id());
      case Unwrapped.Dropped(DropReason reason) ->
          assertEquals(vector.reason(), reason.label(), vector.id());
    }
  }

  /// Takes `packet` past every hop of `vector` and compares what each sees.
  private void follow(VectorCase vector, byte[] packet) {
    byte[] at = packet;
    int hop = 0;
    for (JsonNode node : vector.in().path("hops")) {
      vector.assertBytes(vector.out().path("packets").path(hop), at, "packet " + hop);
      var routed = assertInstanceOf(Opened.Routed.class, headers.open(at, key(node.path("seed"))));
      String tag = HexFormat.of().formatHex(routed.tag());
      assertEquals(vector.out().path("tags").path(hop).asText(), tag, vector.id());
      assertEquals(node.path("delay_ms").asLong(), routed.slot().delayMillis());
      byte[] slot = HexFormat.of().parseHex(vector.out().path("slots").path(hop).asText());
      assertEquals(Slot.read(slot, 0).orElseThrow(), routed.slot(), vector.id());
      if (routed.slot() instanceof Slot.Relay) {
        assertEquals(RelayId.at(slot, Slot.MAC_AT), RelayId.at(routed.packet(), Header.MAC_AT));
      }
      bodies.open(routed);
      at = routed.packet();
      hop++;
    }
    byte[] body = Arrays.copyOfRange(at, Geometry.HEADER_BYTES, Geometry.PACKET_BYTES);
    vector.assertBytes(vector.out().path("body"), body, "body");
  }

  private static List<Hop> hops(VectorCase vector) {
    List<Hop> hops = new ArrayList<>();
    for (JsonNode node : vector.in().path("hops")) {
      hops.add(
          new Hop(
              RelayId.of(VectorCase.bytes(node.path("relay_id"))),
              key(node.path("seed")).pair().publicKey(),
              node.path("hint").asInt(),
              node.path("delay_ms").asLong()));
    }
    return hops;
  }

  private static HeaderMaterial material(VectorCase vector) {
    List<byte[]> coins = new ArrayList<>();
    vector.in().path("hops").forEach(hop -> coins.add(VectorCase.bytes(hop.path("eseed"))));
    return new HeaderMaterial(coins, vector.bytes("filler"), vector.bytes("last_mac"));
  }

  private static MixKey key(JsonNode seed) {
    SecretBytes bytes = SecretBytes.owning(VectorCase.bytes(seed));
    return new MixKey(0, 0, XWing.KeyPair.fromSeed(bytes));
  }
}
