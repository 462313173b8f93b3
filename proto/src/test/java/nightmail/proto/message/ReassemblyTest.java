// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.message.Reassembly.Offered;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Test;

class ReassemblyTest {
  private static Fragments fragments(Random random, byte[] object) {
    return new Fragments(Samples.token(random), ObjectSource.of(object));
  }

  private record Spot(int chunk, int index) {}

  private static List<Spot> spots(FragmentLayout layout) {
    List<Spot> spots = new ArrayList<>();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      for (int index = 0; index < layout.shards(chunk); index++) {
        spots.add(new Spot(chunk, index));
      }
    }
    return spots;
  }

  /// T-4, F-5: shards in any order, each through its bytes, give the object back.
  @Test
  void objectComesBackFromTheFirstShardsThatSuffice() {
    Seeds.forEach(
        12,
        random -> {
          byte[] object = Seeds.bytes(random, random.nextInt(20_617, 700_000));
          Fragments fragments = fragments(random, object);
          Reassembly set = new Reassembly(object.length);
          List<Spot> spots = spots(fragments.layout());
          Collections.shuffle(spots, random);

          for (Spot spot : spots) {
            boolean needed = !set.isComplete();
            byte[] bytes = fragments.shard(spot.chunk, spot.index).encode();
            Payload.Fragment arrived = (Payload.Fragment) Payload.decode(bytes).orElseThrow();
            assertEquals(needed ? Offered.NEW : Offered.NOTHING_NEW, set.offer(arrived));
          }

          assertArrayEquals(object, set.object());
        });
  }

  /// F-2: the longest chunk and a second one.
  @Test
  void objectOfTwoChunksComesBackFromItsParity() {
    Random random = new Random(6);
    byte[] object = Seeds.bytes(random, 192 * Geometry.SHARD_BYTES - 5);
    Fragments fragments = fragments(random, object);
    Reassembly set = new Reassembly(object.length);
    List<Spot> spots = spots(fragments.layout());
    Collections.reverse(spots);

    assertEquals(2, fragments.layout().chunks());
    for (Spot spot : spots) {
      if (!set.isComplete()) {
        set.offer(fragments.shard(spot.chunk, spot.index));
      }
    }

    assertArrayEquals(object, set.object());
  }

  @Test
  void singleIsCompleteAtOnce() {
    Random random = new Random(7);
    byte[] object = Seeds.bytes(random, 5_000);
    Reassembly set = new Reassembly(object.length);

    assertEquals(
        Offered.NEW, set.offer(fragments(random, object).single(Samples.surbs(random, 2))));

    assertTrue(set.isComplete());
    assertArrayEquals(object, set.object());
  }

  /// F-5: a fragment already held is ignored.
  @Test
  void fragmentHeldAlreadyChangesNothing() {
    Random random = new Random(8);
    Fragments fragments = fragments(random, Seeds.bytes(random, 100_000));
    Reassembly set = new Reassembly(100_000);

    assertEquals(Offered.NEW, set.offer(fragments.shard(0, 3)));
    assertEquals(Offered.NOTHING_NEW, set.offer(fragments.shard(0, 3)));
    assertEquals(Offered.NOTHING_NEW, set.offer(fragments.control(Samples.surbs(random, 4))));

    assertEquals("{3}", set.held().getFirst().toString());
    assertEquals(Geometry.SHARD_BYTES, set.heldBytes());
    assertFalse(set.isComplete());
    assertThrows(IllegalStateException.class, set::object);
  }

  /// F-1: a contradiction to earlier fragments of the token.
  @Test
  void fragmentOfAnotherLengthIsAConflict() {
    Random random = new Random(9);
    Reassembly set = new Reassembly(100_000);

    assertEquals(Offered.CONFLICT, set.offer(fragments(random, new byte[100_001]).shard(0, 0)));
  }

  @Test
  void payloadsOfAnObjectAreOfItsKind() {
    Random random = new Random(10);
    Fragments longer = fragments(random, new byte[100_000]);

    assertThrows(IllegalArgumentException.class, () -> longer.single(Samples.surbs(random, 1)));
    assertThrows(IllegalArgumentException.class, () -> fragments(random, new byte[63]));
  }
}
