// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a relay sees is uniform noise: A14 and protocol T-9, small.
class UniformityTest {
  /// χ² of 255 degrees of freedom has mean 255 and deviation 22.6; beyond 5.5 deviations chance is
  /// no explanation, and the seeds here are fixed.
  private static final double LIMIT = 380;

  private final Route route = new Route(new Random(8));

  @Test
  @DisplayName("A14, H-3: what follows the last slot is noise for 3, 4 and 5 hops")
  void bytesAfterTheLastSlotDoNotShowTheLength() {
    for (int hops = 3; hops <= 5; hops++) {
      long[] counts = new long[256];
      for (int i = 0; i < 30; i++) {
        byte[] last = route.carry(route.packet(hops, new Ending.Exit()), 0, hops - 1);
        count(openedRouting(last, hops - 1), Slot.MAC_AT, Header.OPENED_BYTES, counts);
      }

      assertTrue(chiSquare(counts) < LIMIT, hops + " hops: " + chiSquare(counts));
    }
  }

  @Test
  @DisplayName("A14: no place after the last slot has a favourite byte")
  void noByteAfterTheLastSlotIsFixed() {
    for (int hops = 3; hops <= 5; hops++) {
      boolean[] varies = new boolean[Header.OPENED_BYTES];
      byte[] first = null;
      for (int i = 0; i < 6; i++) {
        byte[] last = route.carry(route.packet(hops, new Ending.Exit()), 0, hops - 1);
        byte[] opened = openedRouting(last, hops - 1);
        first = first == null ? opened : first;
        for (int j = Slot.MAC_AT; j < varies.length; j++) {
          varies[j] |= opened[j] != first[j];
        }
      }
      for (int j = Slot.MAC_AT; j < varies.length; j++) {
        assertTrue(varies[j], hops + " hops, byte " + j);
      }
    }
  }

  @Test
  @DisplayName("protocol T-9, PK-4: letter, loop and reply are noise at every hop")
  void everyKindIsNoiseAtEveryHop() {
    for (int kind = 0; kind < 3; kind++) {
      List<long[]> byHop = new ArrayList<>();
      for (int hop = 0; hop < 4; hop++) {
        byHop.add(new long[256]);
      }
      for (int i = 0; i < 12; i++) {
        byte[] packet = packet(kind);
        for (int hop = 0; hop < 4; hop++) {
          count(packet, Geometry.PREFIX_BYTES, Geometry.PACKET_BYTES, byHop.get(hop));
          packet = hop < 3 ? route.carry(packet, hop, hop + 1) : packet;
        }
      }
      for (int hop = 0; hop < 4; hop++) {
        double square = chiSquare(byHop.get(hop));
        assertTrue(square < LIMIT, "kind " + kind + " hop " + hop + ": " + square);
      }
    }
  }

  private byte[] packet(int kind) {
    LocalId id = LocalId.draw(route.random);
    return switch (kind) {
      case 0 ->
          route
              .builder
              .build(
                  route.hops(4), new Ending.Exit(), new byte[Geometry.PAYLOAD_BYTES], route.random)
              .bytes();
      case 1 -> route.builder.loop(route.hops(4), id, route.random).bytes();
      default ->
          route
              .builder
              .surb(route.hops(4), id, route.random)
              .surb()
              .use(new byte[Geometry.PAYLOAD_BYTES], route.engine)
              .bytes();
    };
  }

  private byte[] openedRouting(byte[] packet, int hop) {
    byte[] secret = new byte[32];
    assertTrue(route.key(hop).pair().decapsulate(packet, 4, secret, route.engine));
    byte[] opened = new byte[Header.OPENED_BYTES];
    System.arraycopy(packet, Header.ROUTING_AT, opened, 0, Geometry.ROUTING_BYTES);
    KeySchedule keys = KeySchedule.derive(secret, route.engine);
    route.engine.xorStream(keys.header, opened, 0, opened.length);
    return opened;
  }

  private static void count(byte[] bytes, int from, int to, long[] counts) {
    for (int i = from; i < to; i++) {
      counts[bytes[i] & 0xff]++;
    }
  }

  private static double chiSquare(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double expected = total / 256.0;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
