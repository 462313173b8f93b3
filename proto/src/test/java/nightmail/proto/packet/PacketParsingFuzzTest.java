// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A28, D-4: whatever the first bytes or a slot say, the answer is a value and not an exception.
@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
class PacketParsingFuzzTest {
  @FuzzTest
  void anyPacketHasAnAnswer(byte[] bytes) {
    Prefix prefix = HeaderOpening.precheck(bytes);

    if (bytes.length != Geometry.PACKET_BYTES) {
      assertEquals(new Prefix.Refused(DropReason.SIZE), prefix);
    }
  }

  @FuzzTest
  void anySlotHasAnAnswer(byte[] bytes) {
    byte[] slot = Arrays.copyOf(bytes, Geometry.SLOT_BYTES);

    assertEquals(isWellFormed(slot), Slot.read(slot, 0).isPresent());
  }

  @FuzzTest
  void anySurbHasAnAnswer(byte[] bytes) {
    Surb.parse(bytes, 0)
        .ifPresent(
            surb ->
                assertEquals(
                    0, Arrays.compare(Arrays.copyOf(bytes, Geometry.SURB_BYTES), surb.toBytes())));
  }

  @Test
  @DisplayName("A28: mutated slots, against the layout spelled out")
  void mutatedSlotsAreReadByTheLayout() {
    long seed = Long.getLong("nightmail.seed", 9);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] slot = new byte[Geometry.SLOT_BYTES];
      slot[0] = (byte) random.nextInt(5);
      for (int change = random.nextInt(4); change > 0; change--) {
        slot[random.nextInt(slot.length)] = (byte) random.nextInt(256);
      }
      anySlotHasAnAnswer(slot);
    }
    assertTrue(Slot.read(new byte[Geometry.SLOT_BYTES], 0).isPresent(), "seed " + seed);
  }

  @Test
  @DisplayName("U-1: other lengths are size, other suites, versions and fourth bytes format")
  void precheckNamesTheReason() {
    for (int length : new int[] {0, 1, 3, 4, 32_767, 32_769}) {
      assertEquals(new Prefix.Refused(DropReason.SIZE), HeaderOpening.precheck(new byte[length]));
    }
    for (int at : new int[] {0, 1, 3}) {
      for (int value = 0; value < 256; value++) {
        byte[] packet = new byte[Geometry.PACKET_BYTES];
        Prefix.write(packet, 77);
        packet[at] = (byte) value;
        boolean good = value == (at == 3 ? 0 : 1);
        Prefix wanted = good ? new Prefix.Hinted(77) : new Prefix.Refused(DropReason.FORMAT);
        assertEquals(wanted, HeaderOpening.precheck(packet), "byte " + at + " = " + value);
      }
    }
  }

  /// The slow model: the table of `docs/spec/packet.md` §3, row by row.
  private static boolean isWellFormed(byte[] slot) {
    boolean last = slot[0] >= 1 && slot[0] <= 3;
    if (slot[1] != 0 || slot[3] != 0 || !(last || slot[0] == 0)) {
      return false;
    }
    if (!last) {
      return true;
    }
    int idBytes = slot[0] == 1 ? 0 : 16;
    boolean zero = slot[2] == 0;
    for (int i = 8 + idBytes; i < 40; i++) {
      zero &= slot[i] == 0;
    }
    return zero;
  }
}
