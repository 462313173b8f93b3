// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import nightmail.proto.message.Reassembly.Offered;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Test;

class PartialSetsTest {
  private static final byte[] DATA = new byte[Geometry.SHARD_BYTES];
  private static final long LENGTH = 100_000;

  private final Random random = new Random(11);

  private Payload.Shard shard(Token token, int index) {
    return new Payload.Shard(token, LENGTH, 0, index, DATA);
  }

  /// LM-2, A26: 10,000 tokens, and many beyond; memory does not grow.
  @Test
  void tokenBeyondTheBoundDiscardsTheOldest() {
    PartialSets sets = new PartialSets(PartialSets.MAX_TOKENS, Long.MAX_VALUE);
    Token first = Samples.token(random);
    sets.offer(shard(first, 0), 0);
    for (int i = 1; i < PartialSets.MAX_TOKENS; i++) {
      assertEquals(List.of(), sets.offer(shard(Samples.token(random), 0), i).discarded());
    }

    PartialSets.Offer beyond = sets.offer(shard(Samples.token(random), 0), 10_000);

    assertEquals(new PartialSets.Offer(Offered.NEW, List.of(first)), beyond);
    for (int i = 0; i < 1_000; i++) {
      sets.offer(shard(Samples.token(random), 0), 10_001);
    }
    assertEquals(PartialSets.MAX_TOKENS, sets.tokens());
    assertEquals(10_000L * Geometry.SHARD_BYTES, sets.heldBytes());
  }

  /// LM-2: bytes at the bound, and one fragment beyond.
  @Test
  void byteBeyondTheBoundDiscardsTheOldest() {
    PartialSets sets = new PartialSets(10, 3L * Geometry.SHARD_BYTES);
    Token a = Samples.token(random);
    Token b = Samples.token(random);
    sets.offer(shard(a, 0), 1);
    sets.offer(shard(b, 0), 2);
    sets.offer(shard(a, 1), 3);

    PartialSets.Offer beyond = sets.offer(shard(a, 2), 4);

    assertEquals(new PartialSets.Offer(Offered.NEW, List.of(b)), beyond);
    assertEquals(3L * Geometry.SHARD_BYTES, sets.heldBytes());
  }

  @Test
  void setThatAloneIsTooLargeGoesItself() {
    PartialSets sets = new PartialSets(10, Geometry.SHARD_BYTES);
    Token token = Samples.token(random);
    sets.offer(shard(token, 0), 1);

    PartialSets.Offer beyond = sets.offer(shard(token, 1), 2);

    assertEquals(new PartialSets.Offer(Offered.NO_ROOM, List.of(token)), beyond);
    assertEquals(0, sets.tokens());
    assertEquals(0, sets.heldBytes());
  }

  /// XS-5: `partial_s` without a new fragment; a repeated one does not count.
  @Test
  void setWithoutANewFragmentExpires() {
    PartialSets sets = new PartialSets(10, Long.MAX_VALUE);
    Token old = Samples.token(random);
    Token young = Samples.token(random);
    sets.offer(shard(young, 0), 0);
    sets.offer(shard(old, 0), 10);
    sets.offer(shard(young, 1), 20);
    sets.offer(shard(old, 0), 25);

    assertEquals(List.of(), sets.expire(109, 100));
    assertEquals(List.of(old), sets.expire(110, 100));
    assertTrue(sets.get(young).isPresent());
    assertEquals(2L * Geometry.SHARD_BYTES, sets.heldBytes());
  }

  /// F-1.
  @Test
  void conflictLeavesTheSetAsItWas() {
    PartialSets sets = new PartialSets(10, Long.MAX_VALUE);
    Token token = Samples.token(random);
    sets.offer(shard(token, 0), 0);

    PartialSets.Offer conflict = sets.offer(new Payload.Shard(token, 99_999, 0, 1, DATA), 1);

    assertEquals(new PartialSets.Offer(Offered.CONFLICT, List.of()), conflict);
    assertEquals(Geometry.SHARD_BYTES, sets.remove(token).orElseThrow().heldBytes());
    assertEquals(0, sets.heldBytes());
  }
}
