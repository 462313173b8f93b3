// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.KnownAnswers.hex;
import static nightmail.proto.packet.KnownAnswers.sha256;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.vector.VectorCase;
import nightmail.proto.vector.VectorFile;

/// Writes the vectors of packets in `docs/spec/vectors`: schedule, lioness, packet, surb, unwrap.
///
/// Run by hand when the specification changes; `PacketVectorsTest` reads the files by what they
/// say, and `KnownAnswerTest` ties them to numbers that were computed elsewhere.
final class VectorWriter {
  private static final String GENERATOR = "nightmail proto, VectorWriter";

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final Engine engine = new Engine();
  private final Path directory;

  private VectorWriter(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] arguments) throws IOException {
    VectorWriter writer = new VectorWriter(VectorFile.projectRoot().resolve("docs/spec/vectors"));
    writer.write("schedule", writer::schedule);
    writer.write("lioness", writer::lioness);
    writer.write("packet", writer::packets);
    writer.write("surb", writer::surb);
    writer.write("unwrap", writer::unwraps);
  }

  private void write(String kind, Consumer<ArrayNode> cases) throws IOException {
    ObjectNode root = json.createObjectNode();
    root.put("format", "nightmail-vectors/1").put("kind", kind).put("generator", GENERATOR);
    cases.accept(root.putArray("tests"));
    Files.writeString(directory.resolve(kind + ".json"), json.writeValueAsString(root) + "\n");
  }

  private void schedule(ArrayNode cases) {
    byte[] counting = new byte[32];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = (byte) i;
    }
    for (byte[] ss : List.of(counting, new byte[32], KnownAnswers.relayId(0).value().toBytes())) {
      ObjectNode test = valid(cases, "schedule-" + cases.size(), "K-7");
      in(test).put("ss", hex(ss));
      KeySchedule keys = KeySchedule.derive(ss.clone(), engine);
      out(test)
          .put("mac", hex(keys.mac))
          .put("header", hex(keys.header))
          .put("body", hex(keys.body))
          .put("tag", hex(keys.tag));
    }
  }

  private void lioness(ArrayNode cases) {
    for (String direction : List.of("encrypt", "decrypt")) {
      for (int length : new int[] {64, Geometry.BODY_BYTES}) {
        String label = "nightmail vector lioness " + length;
        byte[] key = KnownAnswers.relayId(length == 64 ? 0 : 1).value().toBytes();
        byte[] block = VectorCase.grow(label, length);
        ObjectNode test = valid(cases, direction + "-" + length, "K-8");
        in(test).put("key", hex(key)).put("direction", direction);
        grown(in(test).putObject("block"), label, length);
        if (direction.equals("encrypt")) {
          Lioness.encrypt(key, block, 0, length, engine);
        } else {
          Lioness.decrypt(key, block, 0, length, engine);
        }
        hashed(out(test).putObject("block"), block);
      }
    }
  }

  private void packets(ArrayNode cases) {
    for (int hops = 3; hops <= 5; hops++) {
      ObjectNode test = valid(cases, "packet-" + hops, "V-5, V-6: exit over " + hops + " hops");
      path(in(test), "fwd", hops).put("type", 1).put("last_id", "00".repeat(32));
      grown(in(test).putObject("payload"), "nightmail kat payload", Geometry.PAYLOAD_BYTES);
      byte[] end = follow(KnownAnswers.forwardPacket(hops), hops, out(test));
      hashed(out(test).putObject("body"), end);
    }
  }

  private void surb(ArrayNode cases) {
    ObjectNode test = valid(cases, "surb-4", "V-7: a reply over 4 hops");
    MadeSurb made = KnownAnswers.surb();
    path(in(test), "surb", 4)
        .put("type", 2)
        .put("last_id", hex(made.record().id().toBytes()) + "00".repeat(16));
    grown(in(test).putObject("reply_key"), "nightmail kat reply key", 32);
    String payload = "nightmail kat reply payload";
    grown(in(test).putObject("reply_payload"), payload, Geometry.PAYLOAD_BYTES);
    hashed(out(test).putObject("surb"), made.surb().toBytes());
    byte[] packet = made.surb().use(KnownAnswers.replyPayload(), engine).bytes();
    hashed(out(test).putObject("body"), follow(packet, 4, out(test)));
  }

  private void unwraps(ArrayNode cases) {
    ObjectNode forward = unwrap(cases, "forward", 0, KnownAnswers.forwardPacket(4));
    var next = (Unwrapped.Forward) open(KnownAnswers.forwardPacket(4), 0);
    ObjectNode out = forward.putObject("out").putObject("forward");
    out.put("next_id", next.next().value().hex()).put("delay_ms", next.delayMillis());
    hashed(out.putObject("packet"), next.packet());

    byte[] last = carried(3);
    ObjectNode deliver = unwrap(cases, "deliver", 3, last);
    out = deliver.putObject("out").putObject("deliver").put("delay_ms", 4_000);
    hashed(out.putObject("payload"), KnownAnswers.payload());

    byte[] wrongMac = KnownAnswers.forwardPacket(4);
    wrongMac[Header.MAC_AT + 31] ^= 1;
    drop(unwrap(cases, "mac-31-bytes-right", 0, wrongMac), DropReason.HEADER_MAC);
    byte[] tagged = carried(3);
    tagged[Geometry.PACKET_BYTES - 1] ^= 1;
    drop(unwrap(cases, "body-changed", 3, tagged), DropReason.BODY_TAG);
    for (int length : new int[] {Geometry.PACKET_BYTES - 1, Geometry.PACKET_BYTES + 1}) {
      ObjectNode test = unwrap(cases, "size-" + length, 0, new byte[0]);
      grown(((ObjectNode) test.get("in")).putObject("packet"), "nightmail vector size", length);
      drop(test, DropReason.SIZE);
    }
    ObjectNode foreign = unwrap(cases, "foreign-prefix", 0, new byte[0]);
    grown(
        ((ObjectNode) foreign.get("in")).putObject("packet"),
        "nightmail vector prefix",
        Geometry.PACKET_BYTES);
    drop(foreign, DropReason.FORMAT);
  }

  private ObjectNode unwrap(ArrayNode cases, String id, int hop, byte[] packet) {
    ObjectNode test = valid(cases, id, "the packet of V-5 at hop " + hop);
    in(test).put("packet", hex(packet));
    grown(in(test).putObject("seed"), "nightmail kat mix key " + hop, 32);
    return test;
  }

  private static void drop(ObjectNode test, DropReason reason) {
    test.put("result", "drop").put("reason", reason.label());
  }

  private ObjectNode path(ObjectNode in, String use, int count) {
    ArrayNode hops = in.putArray("hops");
    for (int j = 0; j < count; j++) {
      ObjectNode hop = hops.addObject();
      grown(hop.putObject("seed"), "nightmail kat mix key " + j, 32);
      grown(hop.putObject("relay_id"), "nightmail kat relay id " + j, 32);
      hop.put("hint", KnownAnswers.HINTS[j]).put("delay_ms", 1_000 * (j + 1));
      grown(hop.putObject("eseed"), "nightmail kat " + use + " eseed " + j, 64);
    }
    grown(in.putObject("filler"), "nightmail kat filler", HeaderMaterial.fillerBytes(count));
    grown(in.putObject("last_mac"), "nightmail kat last mac", 32);
    return in;
  }

  /// Takes `packet` past all hops, writes what each sees, and returns the last body.
  private byte[] follow(byte[] packet, int hops, ObjectNode out) {
    ArrayNode packets = out.putArray("packets");
    ArrayNode tags = out.putArray("tags");
    ArrayNode slots = out.putArray("slots");
    byte[] at = packet;
    for (int hop = 0; hop < hops; hop++) {
      hashed(packets.addObject(), at);
      var routed = (Opened.Routed) KnownAnswers.opening().open(at, KnownAnswers.key(hop));
      tags.add(hex(routed.tag()));
      slots.add(hex(slot(routed, hop == hops - 1)));
      new BodyOpening(engine).open(routed);
      at = routed.packet();
    }
    return Arrays.copyOfRange(at, Geometry.HEADER_BYTES, Geometry.PACKET_BYTES);
  }

  /// The 72 bytes that `routed` was read from; the last one's MAC field is the known answers'.
  private static byte[] slot(Opened.Routed routed, boolean last) {
    byte[] slot = new byte[Geometry.SLOT_BYTES];
    Packing.putU32(slot, Slot.DELAY_AT, routed.slot().delayMillis());
    switch (routed.slot()) {
      case Slot.Relay(RelayId next, int hint, long delay) -> {
        slot[Slot.HINT_AT] = (byte) hint;
        next.value().copyTo(slot, Slot.ID_AT);
      }
      case Slot.Exit exit -> slot[0] = Slot.TYPE_EXIT;
      case Slot.Reply(LocalId id, long delay) -> {
        slot[0] = Slot.TYPE_REPLY;
        id.copyTo(slot, Slot.ID_AT);
      }
      case Slot.Loop(LocalId id, long delay) -> {
        slot[0] = Slot.TYPE_LOOP;
        id.copyTo(slot, Slot.ID_AT);
      }
    }
    byte[] mac =
        last
            ? VectorCase.grow("nightmail kat last mac", Geometry.MAC_BYTES)
            : Arrays.copyOfRange(
                routed.packet(), Header.MAC_AT, Header.MAC_AT + Geometry.MAC_BYTES);
    System.arraycopy(mac, 0, slot, Slot.MAC_AT, Geometry.MAC_BYTES);
    return slot;
  }

  private byte[] carried(int hops) {
    byte[] at = KnownAnswers.forwardPacket(4);
    for (int hop = 0; hop < hops; hop++) {
      at = ((Unwrapped.Forward) open(at, hop)).packet();
    }
    return at;
  }

  private Unwrapped open(byte[] packet, int hop) {
    var routed = (Opened.Routed) KnownAnswers.opening().open(packet, KnownAnswers.key(hop));
    return new BodyOpening(engine).open(routed);
  }

  private static ObjectNode valid(ArrayNode cases, String id, String comment) {
    return cases.addObject().put("id", id).put("comment", comment).put("result", "valid");
  }

  private static ObjectNode in(ObjectNode test) {
    return test.withObject("/in");
  }

  private static ObjectNode out(ObjectNode test) {
    return test.withObject("/out");
  }

  private static void grown(ObjectNode node, String label, int length) {
    node.put("shake256", label).put("length", length);
  }

  private static void hashed(ObjectNode node, byte[] bytes) {
    node.put("sha256", sha256(bytes)).put("length", bytes.length);
  }
}
