// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.SecretBytes;

/// Relays with their keys, for tests that send packets past them.
final class Route {
  final Engine engine = new Engine();
  final PacketBuilder builder = new PacketBuilder(engine);
  final HeaderOpening headers;
  final BodyOpening bodies = new BodyOpening(engine);
  final RandomGenerator random;

  /// Key `i`, kept because expanding one costs as much as ten packets.
  private final List<MixKey> keys = new ArrayList<>();

  Route(RandomGenerator random) {
    this.random = random;
    this.headers = new HeaderOpening(engine, SecretBytes.draw(32, random));
    for (int i = 0; i < Geometry.MAX_HOPS; i++) {
      keys.add(KnownAnswers.key(i));
    }
  }

  MixKey key(int hop) {
    return keys.get(hop);
  }

  List<Hop> hops(int count) {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var key = keys.get(i);
      hops.add(
          new Hop(
              KnownAnswers.relayId(i),
              key.pair().publicKey(),
              key.hint(),
              random.nextInt(100_000)));
    }
    return hops;
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] packet(int hops, Ending ending) {
    return builder.build(hops(hops), ending, bytes(Geometry.PAYLOAD_BYTES), random).bytes();
  }

  Opened open(byte[] packet, int hop) {
    return headers.open(packet, keys.get(hop));
  }

  /// Opens fully, where the header must be good.
  Unwrapped unwrap(byte[] packet, int hop) {
    return bodies.open(assertInstanceOf(Opened.Routed.class, open(packet, hop)));
  }

  /// Carries `packet` past relays `from` … `to` − 1.
  byte[] carry(byte[] packet, int from, int to) {
    byte[] at = packet;
    for (int hop = from; hop < to; hop++) {
      var forward = assertInstanceOf(Unwrapped.Forward.class, unwrap(at, hop));
      assertEquals(KnownAnswers.relayId(hop + 1), forward.next());
      at = forward.packet();
    }
    return at;
  }
}
