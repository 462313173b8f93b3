// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.CIPHERTEXT_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PREFIX_BYTES;
import static nightmail.proto.packet.Geometry.ROUTING_BYTES;
import static nightmail.proto.packet.Geometry.SLOT_BYTES;
import static nightmail.proto.packet.Geometry.STRIDE_BYTES;

import java.util.Arrays;

/// Unwrapping at a relay that is not the last (`docs/spec/packet.md` §5) in bare primitives.
///
/// Makes the very packet that goes on to the next hop, but checks nothing besides the MAC, reads
/// nothing but the next hint, and has no secret ready for unusable ciphertexts.
final class BareUnwrap {
  static final int ROUTING_AT = PREFIX_BYTES + CIPHERTEXT_BYTES;
  static final int MAC_AT = ROUTING_AT + ROUTING_BYTES;
  static final int OPENED_BYTES = ROUTING_BYTES + STRIDE_BYTES;

  private static final int HINT_AT = 2;
  private static final int SLOT_MAC_AT = 40;
  private static final byte[][] LABELS = {
    Bare.label("nightmail-v1 header mac"),
    Bare.label("nightmail-v1 header stream"),
    Bare.label("nightmail-v1 body"),
    Bare.label("nightmail-v1 replay tag"),
  };

  private final Bare bare;
  private final BareDecapsulation decapsulation;
  private final BareLioness lioness;
  private final byte[] secret = new byte[Bare.MAC_BYTES];
  private final byte[] prk = new byte[Bare.MAC_BYTES];
  private final byte[][] keys = new byte[LABELS.length][Bare.MAC_BYTES];
  private final byte[] mac = new byte[Bare.MAC_BYTES];
  private final byte[] sealed = new byte[OPENED_BYTES];
  private final byte[] opened = new byte[OPENED_BYTES];

  BareUnwrap(Bare bare, byte[] seed) {
    this.bare = bare;
    this.decapsulation = new BareDecapsulation(bare, seed);
    this.lioness = new BareLioness(bare, BODY_BYTES);
  }

  /// Turns `packet` into the next hop's, in place.
  byte[] unwrap(byte[] packet) {
    decapsulation.open(packet, PREFIX_BYTES, secret);
    bare.extract(secret, prk);
    bare.expand(prk, LABELS, keys);
    bare.mac(keys[0], packet, 0, MAC_AT, mac, 0);
    if (!Arrays.equals(mac, 0, mac.length, packet, MAC_AT, HEADER_BYTES)) {
      throw new IllegalStateException("the packet is good");
    }
    System.arraycopy(packet, ROUTING_AT, sealed, 0, ROUTING_BYTES);
    bare.stream(keys[1], sealed, 0, OPENED_BYTES, opened, 0);
    packet[HINT_AT] = opened[HINT_AT];
    System.arraycopy(opened, SLOT_BYTES, packet, PREFIX_BYTES, OPENED_BYTES - SLOT_BYTES);
    System.arraycopy(opened, SLOT_MAC_AT, packet, MAC_AT, Bare.MAC_BYTES);
    lioness.decrypt(keys[2], packet, HEADER_BYTES);
    return packet;
  }
}
