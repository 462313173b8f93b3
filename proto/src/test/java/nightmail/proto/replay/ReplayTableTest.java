// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import nightmail.proto.Seeds;
import nightmail.proto.replay.ReplayTable.Insertion;
import org.junit.jupiter.api.Test;

class ReplayTableTest {
  private static final byte[] HASH_KEY = Seeds.bytes(new Random(19), 16);

  private static byte[] tag(long number) {
    return ByteBuffer.allocate(16).putLong(number).putLong(~number).array();
  }

  /// the slow model is a set.
  @Test
  void tableSaysWhatASetWouldSay() {
    Seeds.forEach(
        200,
        random -> {
          int capacity = random.nextInt(1, 3_000);
          ReplayTable table = new ReplayTable(capacity, HASH_KEY);
          Set<Integer> model = new HashSet<>();
          for (int i = 0; i < 4_000; i++) {
            int number = random.nextInt(5_000);
            Insertion wanted =
                model.contains(number)
                    ? Insertion.SEEN
                    : model.size() == capacity ? Insertion.FULL : Insertion.NEW;
            if (wanted == Insertion.NEW) {
              model.add(number);
            }

            assertEquals(wanted, table.insert(tag(number)));
          }
          assertEquals(model.size(), table.tags());
        });
  }

  /// A6, R-3: capacity 1,000, send 1,001; another key is unaffected.
  @Test
  void filledTableFailsClosed() {
    ReplayTable table = new ReplayTable(1_000, HASH_KEY);
    ReplayTable other = new ReplayTable(1_000, HASH_KEY);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(i >= 800, table.isNearlyFull());
      assertEquals(Insertion.NEW, table.insert(tag(i)));
    }

    assertTrue(table.isFull());
    assertEquals(Insertion.FULL, table.insert(tag(1_000)));
    assertEquals(Insertion.FULL, table.insert(tag(1_000)));
    assertEquals(Insertion.SEEN, table.insert(tag(0)));
    assertEquals(Insertion.NEW, other.insert(tag(1_000)));
    assertFalse(other.isFull());
  }

  /// A8: tags ground so that another key puts them all into one place scatter under this one.
  @Test
  void tagsGroundForAnotherKeyDoNotCrowd() {
    SipHash theirs = new SipHash(Seeds.bytes(new Random(20), 16));
    ReplayTable table = new ReplayTable(4_096, HASH_KEY);
    int longest = 0;
    for (long number = 0; table.tags() < 3_900; number++) {
      byte[] tag = tag(number);
      if (theirs.hash(tag) >>> 56 == 0) {
        longest = Math.max(longest, table.probes(tag));
        table.insert(tag);
      }
    }

    assertTrue(longest < 100, "longest probe " + longest);
  }

  /// 256 MiB hold 23.5 million tags at load 0.7.
  @Test
  void capacityFollowsFromMemory() {
    assertEquals(23_488_102, ReplayTable.capacityTags(256L << 20));
    assertEquals(1, ReplayTable.capacityTags(0));
  }
}
