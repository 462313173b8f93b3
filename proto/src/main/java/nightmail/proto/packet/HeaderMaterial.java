// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.Geometry.MAC_BYTES;
import static nightmail.proto.packet.Geometry.ROUTING_BYTES;
import static nightmail.proto.packet.Geometry.SLOT_BYTES;
import static nightmail.proto.packet.Geometry.STRIDE_BYTES;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nightmail.proto.crypto.XWing;

/// All randomness of one header, drawn before anything is computed; known-answer tests give it
/// instead.
///
/// @param coins 64 bytes of X-Wing randomness for each hop
/// @param filler ρ, what follows the last slot: random, or its zeros would show the path's length
/// @param lastMac 32 bytes in the last slot where the others have a MAC
@SuppressWarnings("ArrayRecordComponent") // made and used up inside this package
record HeaderMaterial(List<byte[]> coins, byte[] filler, byte[] lastMac) {

  static HeaderMaterial draw(int hops, RandomGenerator random) {
    List<byte[]> coins = new ArrayList<>(hops);
    for (int i = 0; i < hops; i++) {
      coins.add(bytes(XWing.COINS_BYTES, random));
    }
    return new HeaderMaterial(coins, bytes(fillerBytes(hops), random), bytes(MAC_BYTES, random));
  }

  /// Length of ρ for a path of `hops` relays: 2,384, 1,192 or 0.
  static int fillerBytes(int hops) {
    return ROUTING_BYTES - SLOT_BYTES - STRIDE_BYTES * (hops - 1);
  }

  private static byte[] bytes(int count, RandomGenerator random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
