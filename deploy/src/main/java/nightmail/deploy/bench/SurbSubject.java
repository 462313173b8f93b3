// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;
import static nightmail.proto.packet.Geometry.PAYLOAD_BYTES;
import static nightmail.proto.packet.Geometry.TAG_BYTES;

import java.security.SecureRandom;
import java.util.Arrays;
import nightmail.proto.crypto.Engine;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.PacketBuilder;
import nightmail.proto.packet.Surb;

/// Answering with a SURB. It can be used once, so each run reads it from its 6,060 bytes first, and
/// what it copies there counts as garbage of ours.
final class SurbSubject {
  private static final int KEY_AT = HEADER_BYTES + 32;

  private SurbSubject() {}

  static Pair pair() {
    Route route = Route.standard();
    LocalId id = new LocalId(1, 2);
    byte[] surb =
        new PacketBuilder(new Engine()).surb(route.hops(), id, new SecureRandom()).surb().toBytes();
    return pair(surb, route.payload());
  }

  static Pair pair(byte[] surb, byte[] payload) {
    Engine engine = new Engine();
    Operation ours = () -> Surb.parse(surb, 0).orElseThrow().use(payload, engine).bytes();
    BareLioness lioness = new BareLioness(new Bare(), PACKET_BYTES - HEADER_BYTES);
    byte[] key = Arrays.copyOfRange(surb, KEY_AT, surb.length);
    Operation bare =
        () -> {
          byte[] packet = new byte[PACKET_BYTES];
          System.arraycopy(surb, 0, packet, 0, HEADER_BYTES);
          System.arraycopy(payload, 0, packet, HEADER_BYTES + TAG_BYTES, PAYLOAD_BYTES);
          lioness.encrypt(key, packet, HEADER_BYTES);
          return packet;
        };
    return new Pair(ours, bare);
  }
}
