// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.RelayId;

/// Four relays with known keys, a payload and the engine's seed: the same in every run.
///
/// @param seeds of the mix keys, first relay first
/// @param hops the same relays as a sender sees them
@SuppressWarnings("ArrayRecordComponent") // fixed input of a benchmark, never compared
record Route(List<byte[]> seeds, List<Hop> hops, byte[] payload) {
  private static final long SEED = 20_260_101L;
  private static final long DELAY_MILLIS = 120_000;
  private static final int HINT = 7;

  static Route standard() {
    Random random = new Random(SEED);
    List<byte[]> seeds = new ArrayList<>();
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < Geometry.DEFAULT_HOPS; i++) {
      byte[] seed = bytes(XWing.SEED_BYTES, random);
      RelayId id = RelayId.of(bytes(32, random));
      seeds.add(seed);
      hops.add(new Hop(id, pair(seed).publicKey(), HINT, DELAY_MILLIS));
    }
    return new Route(seeds, hops, bytes(Geometry.PAYLOAD_BYTES, random));
  }

  static XWing.KeyPair pair(byte[] seed) {
    return XWing.KeyPair.fromSeed(SecretBytes.copyOf(seed));
  }

  private static byte[] bytes(int count, Random random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
