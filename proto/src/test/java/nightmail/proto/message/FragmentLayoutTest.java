// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import nightmail.proto.Seeds;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Test;

class FragmentLayoutTest {
  private static final int MIB = 1 << 20;

  private static FragmentLayout layout(long objectBytes) {
    return FragmentLayout.of(objectBytes).orElseThrow();
  }

  /// F-2, the examples beside it.
  @Test
  void megabyteNeeds64PacketsAndTenMebibytesNeed576() {
    FragmentLayout megabyte = layout(1_000_000);
    FragmentLayout large = layout(10 * MIB);

    assertEquals(38, megabyte.dataShards());
    assertEquals(1, megabyte.chunks());
    assertEquals(64, megabyte.packets());
    assertEquals(394, large.dataShards());
    assertEquals(3, large.chunks());
    assertEquals(576, large.packets());
  }

  /// F-2: L ≤ 20,616 is a SINGLE, with two SURBs up to 14,556.
  @Test
  void oneByteMoreThanASingleNeedsThreePackets() {
    assertTrue(layout(20_616).single());
    assertEquals(1, layout(20_616).packets());
    assertEquals(2, layout(14_556).singleSurbs());
    assertEquals(1, layout(14_557).singleSurbs());
    assertFalse(layout(20_617).single());
    assertEquals(3, layout(20_617).packets());
    assertEquals(2, layout(20_617).shards(0));
  }

  /// LM-1: 64 chunks, and one beyond.
  @Test
  void objectOfMoreThan64ChunksHasNoLayout() {
    long most = 64L * 191 * Geometry.SHARD_BYTES;

    assertEquals(64, layout(most).chunks());
    assertEquals(255, layout(most).shards(0));
    assertEquals(256, layout(most).shards(63));
    assertFalse(FragmentLayout.isValid(most + 1));
    assertFalse(FragmentLayout.isValid(63));
    assertFalse(FragmentLayout.isValid(-1));
    assertTrue(FragmentLayout.isValid(64));
  }

  /// T-4, F-2 as written: for L = 65 … 40 MiB, edges of shards included.
  @Test
  void layoutIsWhatTheRuleSays() {
    Seeds.forEach(
        2_000,
        random -> {
          long edge = random.nextInt(1, 1_572) * (long) Geometry.SHARD_BYTES;
          long objectBytes =
              random.nextBoolean()
                  ? edge + random.nextInt(-2, 3)
                  : random.nextInt(65, 40 * MIB + 1);

          assertRule(objectBytes);
        });
  }

  private static void assertRule(long objectBytes) {
    FragmentLayout layout = layout(objectBytes);
    int all = (int) ((objectBytes + 26_675) / 26_676);
    int chunks = (all + 190) / 191;
    assertEquals(all, layout.dataShards());
    assertEquals(chunks, layout.chunks());
    long offset = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int k = all / chunks + (chunk < all % chunks ? 1 : 0);
      int control = chunk == 0 ? 1 : 0;
      int wanted = (4 * k + 2) / 3 + control;
      int bucket =
          Arrays.stream(FragmentLayout.buckets()).filter(b -> b >= wanted).min().orElseThrow();
      assertEquals(k, layout.dataShards(chunk));
      assertEquals(layout.single() ? 1 : bucket - control, layout.shards(chunk));
      assertEquals(offset, layout.offset(chunk, 0));
      offset += (long) k * 26_676;
    }
    assertTrue(offset >= objectBytes && offset - objectBytes < 26_676);
  }

  /// A17: the count of packets takes few values, whatever the length.
  @Test
  void packetCountsOfOneChunkAreBuckets() {
    for (long objectBytes = 65; objectBytes <= 191L * 26_676; objectBytes += 1_009) {
      int packets = layout(objectBytes).packets();

      assertTrue(Arrays.stream(FragmentLayout.buckets()).anyMatch(b -> b == packets));
    }
  }
}
