// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nightmail.proto.crypto.XWing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// C-1: the lengths that `docs/spec/packet.md` §1 states, against the sums in the code.
class GeometryTest {
  @Test
  @DisplayName("C-1: the table of the specification is what the code computes")
  void tableHolds() {
    assertEquals(32_768, Geometry.PACKET_BYTES);
    assertEquals(4, Geometry.PREFIX_BYTES);
    assertEquals(1_120, Geometry.CIPHERTEXT_BYTES);
    assertEquals(32, Geometry.MAC_BYTES);
    assertEquals(72, Geometry.SLOT_BYTES);
    assertEquals(1_192, Geometry.STRIDE_BYTES);
    assertEquals(4_840, Geometry.ROUTING_BYTES);
    assertEquals(5_996, Geometry.HEADER_BYTES);
    assertEquals(26_772, Geometry.BODY_BYTES);
    assertEquals(32, Geometry.TAG_BYTES);
    assertEquals(26_740, Geometry.PAYLOAD_BYTES);
    assertEquals(6_060, Geometry.SURB_BYTES);
    assertEquals(64, Geometry.FRAGMENT_HEADER_BYTES);
    assertEquals(26_676, Geometry.SHARD_BYTES);
    assertEquals(32_772, Geometry.FRAME_BYTES);
    assertEquals(24_304, Geometry.FRAGMENT_HEADER_BYTES + 4 * Geometry.SURB_BYTES);
    assertEquals(20_616, Geometry.SHARD_BYTES - Geometry.SURB_BYTES);
    assertEquals(14_556, Geometry.SHARD_BYTES - 2 * Geometry.SURB_BYTES);
  }

  @Test
  void otherSlotCountsWouldGiveTheHeadersTheSpecificationNames() {
    assertEquals(3_612, headerBytes(3));
    assertEquals(4_804, headerBytes(4));
    assertEquals(Geometry.HEADER_BYTES, headerBytes(5));
    assertEquals(7_188, headerBytes(6));
  }

  @Test
  void offsetsOfTheLayoutAgree() {
    assertEquals(1_124, Header.ROUTING_AT);
    assertEquals(5_964, Header.MAC_AT);
    assertEquals(6_032, Header.OPENED_BYTES);
    assertEquals(Geometry.SLOT_BYTES, Slot.MAC_AT + Geometry.MAC_BYTES);
    assertEquals(Geometry.CIPHERTEXT_BYTES, XWing.CIPHERTEXT_BYTES);
  }

  @Test
  @DisplayName("H-3: ρ is 2,384, 1,192 and 0 bytes for 3, 4 and 5 hops")
  void fillerLengths() {
    assertEquals(2_384, HeaderMaterial.fillerBytes(3));
    assertEquals(1_192, HeaderMaterial.fillerBytes(4));
    assertEquals(0, HeaderMaterial.fillerBytes(5));
  }

  private static int headerBytes(int slots) {
    return Geometry.PREFIX_BYTES
        + Geometry.CIPHERTEXT_BYTES
        + (slots - 1) * Geometry.STRIDE_BYTES
        + Geometry.SLOT_BYTES
        + Geometry.MAC_BYTES;
  }
}
