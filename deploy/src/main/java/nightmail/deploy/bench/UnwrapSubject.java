// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.security.SecureRandom;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.packet.BodyOpening;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.HeaderOpening;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.PacketBuilder;
import nightmail.proto.packet.Prefix;
import nightmail.proto.packet.Unwrapped;

/// Unwrapping, header and body, at the first of four hops.
///
/// Works in place, so each run begins by copying the packet to the buffer it will use up: 32 KiB
/// and about a microsecond on both sides.
final class UnwrapSubject {
  private UnwrapSubject() {}

  static Pair pair() {
    Route route = Route.standard();
    byte[] packet =
        new PacketBuilder(new Engine())
            .build(route.hops(), new Ending.Exit(), route.payload(), new SecureRandom())
            .bytes();
    return pair(packet, route.seeds().getFirst());
  }

  static Pair pair(byte[] packet, byte[] seed) {
    return new Pair(ours(packet, seed), bare(new Bare(), packet, seed));
  }

  static Operation bare(Bare bare, byte[] packet, byte[] seed) {
    byte[] work = new byte[Geometry.PACKET_BYTES];
    BareUnwrap unwrap = new BareUnwrap(bare, seed);
    return () -> {
      System.arraycopy(packet, 0, work, 0, work.length);
      return unwrap.unwrap(work);
    };
  }

  private static Operation ours(byte[] packet, byte[] seed) {
    byte[] work = new byte[Geometry.PACKET_BYTES];
    Engine engine = new Engine();
    HeaderOpening header = new HeaderOpening(engine, SecretBytes.copyOf(new byte[32]));
    BodyOpening body = new BodyOpening(engine);
    MixKey key = new MixKey(packet[Prefix.HINT_AT], 0, Route.pair(seed));
    return () -> {
      System.arraycopy(packet, 0, work, 0, work.length);
      return unwrap(header, body, work, key);
    };
  }

  private static Unwrapped unwrap(
      HeaderOpening header, BodyOpening body, byte[] packet, MixKey key) {
    if (HeaderOpening.precheck(packet) instanceof Prefix.Hinted
        && header.open(packet, key) instanceof Opened.Routed routed) {
      return body.open(routed);
    }
    throw new IllegalStateException("the packet is good");
  }
}
