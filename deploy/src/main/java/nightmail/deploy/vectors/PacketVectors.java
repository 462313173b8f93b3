// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;
import nightmail.proto.packet.BodyOpening;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.HeaderOpening;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.MadeSurb;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.PacketBuilder;
import nightmail.proto.packet.Prefix;
import nightmail.proto.packet.RelayId;
import nightmail.proto.packet.Unwrapped;

/// Checks vectors of packets: makes each again, and takes it past all its hops.
///
/// Owned by one thread.
final class PacketVectors {
  private final Engine engine = new Engine();
  private final PacketBuilder builder = new PacketBuilder(engine);
  private final HeaderOpening headers = new HeaderOpening(engine, SecretBytes.owning(new byte[32]));
  private final BodyOpening bodies = new BodyOpening(engine);

  void packet(JsonNode test) {
    JsonNode in = test.path("in");
    byte[] payload = VectorBytes.of(in.path("payload"));
    byte[] packet = builder.build(hops(in), new Ending.Exit(), payload, chance(in)).bytes();
    follow(test, packet);
  }

  void surb(JsonNode test) {
    JsonNode in = test.path("in");
    LocalId id = LocalId.at(VectorBytes.of(in.path("last_id")), 0);
    MadeSurb made = builder.surb(hops(in), id, chance(in));
    VectorBytes.check("surb", test.path("out").path("surb"), made.surb().toBytes());
    follow(test, made.surb().use(VectorBytes.of(in.path("reply_payload")), engine).bytes());
  }

  private void follow(JsonNode test, byte[] packet) {
    JsonNode out = test.path("out");
    byte[] at = packet;
    int hop = 0;
    for (JsonNode node : test.path("in").path("hops")) {
      VectorBytes.check("packet at hop " + hop, out.path("packets").path(hop), at);
      if (!(headers.open(at, key(node)) instanceof Opened.Routed routed)) {
        throw new VectorMismatch("hop " + hop + " cannot open its header");
      }
      VectorBytes.check("tag of hop " + hop, out.path("tags").path(hop), routed.tag());
      at = routed.packet();
      bodies.open(routed);
      hop++;
    }
    byte[] body = Arrays.copyOfRange(at, Geometry.HEADER_BYTES, Geometry.PACKET_BYTES);
    VectorBytes.check("body", out.path("body"), body);
  }

  void unwrap(JsonNode test) {
    byte[] packet = VectorBytes.of(test.path("in").path("packet"));
    if (HeaderOpening.precheck(packet) instanceof Prefix.Refused(var reason)) {
      dropped(test, reason.label());
      return;
    }
    switch (headers.open(packet, key(test.path("in")))) {
      case Opened.Rejected(var reason) -> dropped(test, reason.label());
      case Opened.Routed routed -> unwrapped(test, bodies.open(routed));
    }
  }

  private static void unwrapped(JsonNode test, Unwrapped unwrapped) {
    JsonNode out = test.path("out");
    switch (unwrapped) {
      case Unwrapped.Forward(RelayId next, long delay, byte[] packet) -> {
        JsonNode forward = out.path("forward");
        VectorBytes.check("next_id", forward.path("next_id"), next.value().toBytes());
        VectorBytes.check("delay_ms", forward.path("delay_ms").asLong(), delay);
        VectorBytes.check("packet", forward.path("packet"), packet);
      }
      case Unwrapped.Deliver(long delay, byte[] payload) -> {
        VectorBytes.check("delay_ms", out.path("deliver").path("delay_ms").asLong(), delay);
        VectorBytes.check("payload", out.path("deliver").path("payload"), payload);
      }
      case Unwrapped.ReplyArrived(LocalId id, long _, byte[] body) -> {
        VectorBytes.check("id", out.path("reply").path("id"), id.toBytes());
        VectorBytes.check("body", out.path("reply").path("body"), body);
      }
      case Unwrapped.LoopReturned(LocalId id, long _) ->
          VectorBytes.check("id", out.path("loop").path("id"), id.toBytes());
      case Unwrapped.Dropped(var reason) -> dropped(test, reason.label());
    }
  }

  private static void dropped(JsonNode test, String reason) {
    VectorBytes.check("result", test.path("result").asText(), "drop");
    VectorBytes.check("reason", test.path("reason").asText(), reason);
  }

  private static List<Hop> hops(JsonNode in) {
    var hops = new ArrayList<Hop>();
    for (JsonNode node : in.path("hops")) {
      hops.add(
          new Hop(
              RelayId.of(VectorBytes.of(node.path("relay_id"))),
              key(node).pair().publicKey(),
              node.path("hint").asInt(),
              node.path("delay_ms").asLong()));
    }
    return hops;
  }

  /// What the maker of a packet draws, in the order of `docs/spec/packet.md` §4.
  private static InsecureGivenRandom chance(JsonNode in) {
    var drawn = new ArrayList<byte[]>();
    in.path("hops").forEach(hop -> drawn.add(VectorBytes.of(hop.path("eseed"))));
    drawn.add(VectorBytes.of(in.path("filler")));
    drawn.add(VectorBytes.of(in.path("last_mac")));
    if (in.has("reply_key")) {
      drawn.add(VectorBytes.of(in.path("reply_key")));
    }
    return new InsecureGivenRandom(drawn);
  }

  private static MixKey key(JsonNode node) {
    byte[] seed = VectorBytes.of(node.path("seed"));
    return new MixKey(0, 0, XWing.KeyPair.fromSeed(SecretBytes.owning(seed)));
  }
}
