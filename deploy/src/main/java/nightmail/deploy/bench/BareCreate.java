// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;
import static nightmail.proto.packet.Geometry.PAYLOAD_BYTES;
import static nightmail.proto.packet.Geometry.PREFIX_BYTES;
import static nightmail.proto.packet.Geometry.ROUTING_BYTES;
import static nightmail.proto.packet.Geometry.SLOT_BYTES;
import static nightmail.proto.packet.Geometry.STRIDE_BYTES;
import static nightmail.proto.packet.Geometry.TAG_BYTES;

import java.security.SecureRandom;
import java.util.List;

/// The primitives that making a packet takes (`docs/spec/packet.md` §4), each over its true length
/// but not over true routing: what comes out has the form of a packet and leads nowhere.
final class BareCreate {
  private static final byte[][] LABELS = {
    Bare.label("nightmail-v1 header mac"),
    Bare.label("nightmail-v1 header stream"),
    Bare.label("nightmail-v1 body"),
    Bare.label("nightmail-v1 replay tag"),
  };

  private final Bare bare;
  private final SecureRandom random;
  private final byte[] payload;
  private final List<BareEncapsulation> hops;
  private final BareLioness lioness;
  private final byte[][][] keys;
  private final byte[] secret = new byte[Bare.MAC_BYTES];
  private final byte[] prk = new byte[Bare.MAC_BYTES];
  private final byte[] mac = new byte[Bare.MAC_BYTES];
  private final byte[] filler;
  private final byte[] plain = new byte[BareUnwrap.OPENED_BYTES];
  private final byte[] routing = new byte[BareUnwrap.OPENED_BYTES];

  BareCreate(Bare bare, Route route, SecureRandom random) {
    this.bare = bare;
    this.random = random;
    this.payload = route.payload();
    this.hops =
        route.hops().stream()
            .map(hop -> new BareEncapsulation(bare, hop.key().toBytes(), random))
            .toList();
    this.lioness = new BareLioness(bare, BODY_BYTES);
    this.keys = new byte[hops.size()][LABELS.length][Bare.MAC_BYTES];
    this.filler = new byte[ROUTING_BYTES - SLOT_BYTES - STRIDE_BYTES * (hops.size() - 1)];
  }

  /// A fresh array of 32,768 bytes.
  byte[] create() {
    byte[] packet = new byte[PACKET_BYTES];
    System.arraycopy(payload, 0, packet, HEADER_BYTES + TAG_BYTES, PAYLOAD_BYTES);
    random.nextBytes(filler);
    random.nextBytes(mac);
    for (int i = 0; i < hops.size(); i++) {
      hops.get(i).seal(packet, PREFIX_BYTES, secret);
      bare.extract(secret, prk);
      bare.expand(prk, LABELS, keys[i]);
    }
    for (int i = 0; i < hops.size() - 1; i++) {
      bare.stream(keys[i][1], plain, 0, plain.length, routing, 0);
    }
    seal(hops.size() - 1, SLOT_BYTES + filler.length, packet);
    for (int i = hops.size() - 2; i >= 0; i--) {
      seal(i, ROUTING_BYTES, packet);
    }
    for (int i = hops.size() - 1; i >= 0; i--) {
      lioness.encrypt(keys[i][2], packet, HEADER_BYTES);
    }
    return packet;
  }

  private void seal(int hop, int routingBytes, byte[] packet) {
    bare.stream(keys[hop][1], plain, 0, routingBytes, packet, BareUnwrap.ROUTING_AT);
    bare.mac(keys[hop][0], packet, 0, BareUnwrap.MAC_AT, packet, BareUnwrap.MAC_AT);
  }
}
