// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.vector.VectorCase.grow;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.crypto.XWing;

/// The inputs of the known answers of `docs/spec/packet.md` §15, all of them grown from labels.
final class KnownAnswers {
  static final int[] HINTS = {7, 7, 8, 8, 9};

  private KnownAnswers() {}

  static XWing.KeyPair pair(int i) {
    return XWing.KeyPair.fromSeed(SecretBytes.owning(grow("nightmail kat mix key " + i, 32)));
  }

  static MixKey key(int i) {
    return new MixKey(20_000 + i, 0, pair(i));
  }

  static RelayId relayId(int i) {
    return RelayId.of(grow("nightmail kat relay id " + i, 32));
  }

  static List<Hop> hops(int count) {
    List<Hop> hops = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      hops.add(new Hop(relayId(j), pair(j).publicKey(), HINTS[j], 1_000L * (j + 1)));
    }
    return hops;
  }

  /// Material for `count` hops; `use` is "fwd" or "surb".
  static HeaderMaterial material(String use, int count) {
    List<byte[]> coins = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      coins.add(grow("nightmail kat " + use + " eseed " + j, 64));
    }
    int filler = HeaderMaterial.fillerBytes(count);
    return new HeaderMaterial(
        coins, grow("nightmail kat filler", filler), grow("nightmail kat last mac", 32));
  }

  static byte[] payload() {
    return grow("nightmail kat payload", Geometry.PAYLOAD_BYTES);
  }

  static byte[] forwardPacket(int hops) {
    PacketBuilder builder = new PacketBuilder(new Engine());
    return builder.build(hops(hops), new Ending.Exit(), payload(), material("fwd", hops)).bytes();
  }

  static MadeSurb surb() {
    return new PacketBuilder(new Engine())
        .surb(
            hops(4),
            LocalId.of(grow("nightmail kat surb id", 16)),
            SecretBytes.owning(grow("nightmail kat reply key", 32)),
            material("surb", 4));
  }

  static byte[] replyPayload() {
    return grow("nightmail kat reply payload", Geometry.PAYLOAD_BYTES);
  }

  static HeaderOpening opening() {
    return new HeaderOpening(new Engine(), SecretBytes.owning(grow("fail", 32)));
  }

  static String sha256(byte[] bytes) {
    return Sha256.of(bytes).hex();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
