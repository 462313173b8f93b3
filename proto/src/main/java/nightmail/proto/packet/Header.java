// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.Geometry.CIPHERTEXT_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.MAC_BYTES;
import static nightmail.proto.packet.Geometry.MAX_HOPS;
import static nightmail.proto.packet.Geometry.MIN_HOPS;
import static nightmail.proto.packet.Geometry.PREFIX_BYTES;
import static nightmail.proto.packet.Geometry.ROUTING_BYTES;
import static nightmail.proto.packet.Geometry.SLOT_BYTES;
import static nightmail.proto.packet.Geometry.STRIDE_BYTES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.XWing;

/// The finished header of a new packet, with the body keys of its hops.
///
/// Built from the last hop to the first: each layer is the next layer's slot, ciphertext and
/// routing, shifted right by one stride, under this hop's stream. What falls off the right end is
/// exactly what a relay makes again by opening zeros past the end, the *filler*; it is computed
/// first, because the last layer's MAC covers it. Source: `docs/spec/packet.md` §4, H-1 to H-6;
/// Danezis and Goldberg, Sphinx (2009), with a KEM in place of the blinded element.
///
/// @param bytes 5,996 bytes
/// @param bodyKeys 32 bytes for each hop, first relay first
@SuppressWarnings("ArrayRecordComponent") // made and used up inside this package
record Header(byte[] bytes, List<byte[]> bodyKeys) {
  /// Where β begins; everything before it, and it, is under γ.
  static final int ROUTING_AT = PREFIX_BYTES + CIPHERTEXT_BYTES;

  static final int MAC_AT = ROUTING_AT + ROUTING_BYTES;

  /// A relay opens one stride more than arrives.
  static final int OPENED_BYTES = ROUTING_BYTES + STRIDE_BYTES;

  /// @throws IllegalArgumentException unless there are 3 to 5 hops
  static Header build(List<Hop> hops, Ending ending, HeaderMaterial material, Engine engine) {
    if (hops.size() < MIN_HOPS || hops.size() > MAX_HOPS) {
      throw new IllegalArgumentException("3 to 5 hops wanted, not " + hops.size());
    }
    return new Layers(hops, material, engine).build(ending);
  }

  /// The state of one construction.
  private static final class Layers {
    private final List<Hop> hops;
    private final HeaderMaterial material;
    private final Engine engine;
    private final List<byte[]> ciphertexts = new ArrayList<>();
    private final List<KeySchedule> keys = new ArrayList<>();

    Layers(List<Hop> hops, HeaderMaterial material, Engine engine) {
      this.hops = hops;
      this.material = material;
      this.engine = engine;
      for (int i = 0; i < hops.size(); i++) { // H-1
        byte[] coins = material.coins().get(i);
        XWing.Encapsulation sent = hops.get(i).key().encapsulate(coins, engine);
        ciphertexts.add(sent.ciphertext());
        keys.add(KeySchedule.derive(sent.secret(), engine));
        Arrays.fill(coins, (byte) 0);
      }
    }

    Header build(Ending ending) {
      int last = hops.size() - 1;
      byte[] header = new byte[HEADER_BYTES];
      seal(header, last, lastRouting(ending));
      for (int i = last - 1; i >= 0; i--) {
        seal(header, i, routing(i, header));
      }
      keys.forEach(KeySchedule::erase);
      return new Header(header, keys.stream().map(k -> k.body).toList());
    }

    /// H-2: what the relays before the last will have pushed in from the right.
    private byte[] fallen() {
      byte[] fallen = new byte[0];
      for (int i = 0; i < hops.size() - 1; i++) {
        fallen = Arrays.copyOf(fallen, fallen.length + STRIDE_BYTES);
        byte[] stream = new byte[OPENED_BYTES];
        engine.xorStream(keys.get(i).header, stream, 0, OPENED_BYTES);
        int from = OPENED_BYTES - fallen.length;
        for (int j = 0; j < fallen.length; j++) {
          fallen[j] ^= stream[from + j];
        }
      }
      return fallen;
    }

    /// H-3.
    private byte[] lastRouting(Ending ending) {
      byte[] routing = new byte[ROUTING_BYTES];
      int last = hops.size() - 1;
      writeEnding(ending, routing);
      Packing.putU32(routing, Slot.DELAY_AT, hops.get(last).delayMillis());
      System.arraycopy(material.lastMac(), 0, routing, Slot.MAC_AT, MAC_BYTES);
      System.arraycopy(material.filler(), 0, routing, SLOT_BYTES, material.filler().length);
      int sealed = SLOT_BYTES + material.filler().length;
      engine.xorStream(keys.get(last).header, routing, 0, sealed);
      System.arraycopy(fallen(), 0, routing, sealed, ROUTING_BYTES - sealed);
      return routing;
    }

    /// H-5, from the header of hop `i` + 1.
    private byte[] routing(int i, byte[] next) {
      byte[] routing = new byte[ROUTING_BYTES];
      routing[0] = Slot.TYPE_RELAY;
      routing[Slot.HINT_AT] = (byte) hops.get(i + 1).hint();
      Packing.putU32(routing, Slot.DELAY_AT, hops.get(i).delayMillis());
      hops.get(i + 1).id().value().copyTo(routing, Slot.ID_AT);
      System.arraycopy(next, MAC_AT, routing, Slot.MAC_AT, MAC_BYTES);
      int room = ROUTING_BYTES - SLOT_BYTES;
      System.arraycopy(next, PREFIX_BYTES, routing, SLOT_BYTES, room);
      engine.xorStream(keys.get(i).header, routing, 0, ROUTING_BYTES);
      return routing;
    }

    /// H-4: prefix, ciphertext, routing and MAC of hop `i` into `header`.
    private void seal(byte[] header, int i, byte[] routing) {
      Prefix.write(header, hops.get(i).hint());
      System.arraycopy(ciphertexts.get(i), 0, header, PREFIX_BYTES, CIPHERTEXT_BYTES);
      System.arraycopy(routing, 0, header, ROUTING_AT, ROUTING_BYTES);
      engine.mac(keys.get(i).mac, header, 0, MAC_AT, header, MAC_AT);
    }

    private static void writeEnding(Ending ending, byte[] slot) {
      switch (ending) {
        case Ending.Exit() -> slot[0] = Slot.TYPE_EXIT;
        case Ending.Reply(LocalId id) -> {
          slot[0] = Slot.TYPE_REPLY;
          id.copyTo(slot, Slot.ID_AT);
        }
        case Ending.Loop(LocalId id) -> {
          slot[0] = Slot.TYPE_LOOP;
          id.copyTo(slot, Slot.ID_AT);
        }
      }
    }
  }
}
