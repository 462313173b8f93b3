// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.document.Profile;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Refusal;
import nightmail.proto.message.Token;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.SurbRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Every limit at its bound and one beyond.
class LimitsTest {
  private static final long FOREVER = Long.MAX_VALUE;

  private static Token token(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) (number >> 8);
    bytes[1] = (byte) number;
    return Token.of(bytes);
  }

  private static byte[] surb(int number) {
    byte[] surb = new byte[Geometry.SURB_BYTES];
    surb[0] = (byte) number;
    return surb;
  }

  @Test
  @DisplayName("LM-3: eight SURBs for a token, of nine the oldest goes")
  void ninthSurbPushesOutTheFirst() {
    HeldSurbs held = new HeldSurbs(1 << 20);
    for (int i = 0; i < 8; i++) {
      held.keep(token(1), List.of(surb(i)), FOREVER);
    }
    assertEquals(8, held.surbs());
    held.keep(token(1), List.of(surb(8)), FOREVER);

    assertEquals(8, held.surbs());
    assertEquals(1, held.take(token(1), 0).orElseThrow()[0]);
  }

  @Test
  @DisplayName("LM-3: beyond its bytes the token that came first loses its SURBs")
  void capacityDiscardsTheOldest() {
    HeldSurbs held = new HeldSurbs(10L * Geometry.SURB_BYTES);
    for (int i = 0; i < 10; i++) {
      held.keep(token(i), List.of(surb(i)), FOREVER);
    }
    assertEquals(10, held.surbs());
    held.keep(token(10), List.of(surb(10)), FOREVER);

    assertEquals(10, held.surbs());
    assertTrue(held.take(token(0), 0).isEmpty());
    assertTrue(held.take(token(1), 0).isPresent());
  }

  @Test
  @DisplayName("S-4: a SURB serves until its time, not at it, and once")
  void surbIsUsedOnceAndInTime() {
    HeldSurbs held = new HeldSurbs(1 << 20);
    held.keep(token(1), List.of(surb(1), surb(2)), 100);

    assertEquals(1, held.take(token(1), 99).orElseThrow()[0]);
    assertTrue(held.take(token(1), 100).isEmpty());
    assertEquals(0, held.surbs());
  }

  @Test
  @DisplayName("LM-3: what may no longer be used takes no room")
  void expiredSurbsAreForgotten() {
    HeldSurbs held = new HeldSurbs(1 << 20);
    held.keep(token(1), List.of(surb(1)), 100);
    held.keep(token(1), List.of(surb(2)), 200);

    held.expire(100);
    assertEquals(1, held.surbs());
    held.expire(200);
    assertEquals(0, held.surbs());
  }

  @Test
  @DisplayName("LM-4: letters wait when no record of their answers has room")
  void repliesHaveABound() {
    Replies replies = new Replies(4);
    assertTrue(replies.hasRoom(4));
    assertFalse(replies.hasRoom(5));
    SurbRecord record =
        new SurbRecord(new LocalId(1, 1), SecretBytes.copyOf(new byte[32]), List.of());

    replies.expect(List.of(record), token(1), 1, 100);

    assertFalse(replies.hasRoom(4));
    replies.expire(99);
    assertTrue(replies.expects(record.id()));
    replies.expire(100);
    assertTrue(replies.hasRoom(4));
  }

  @Test
  @DisplayName("S-1: with its outcome a mail's SURB records go")
  void forgottenTokenExpectsNothing() {
    Replies replies = new Replies(4);
    SurbRecord record =
        new SurbRecord(new LocalId(1, 1), SecretBytes.copyOf(new byte[32]), List.of());
    replies.expect(List.of(record), token(1), 1, 100);

    replies.forget(token(1));

    assertEquals(0, replies.size());
  }

  @Test
  @DisplayName("LM-1: an object beyond size and 64 KiB is refused with its first fragment")
  void tooLongObjectIsRefused() {
    LoneExit exit = new LoneExit();
    long most = (10L << 20) + 64 * 1_024;
    byte[] data = new byte[Geometry.SHARD_BYTES];

    exit.arrive(new Payload.Control(token(1), most, exit.surbs(1)));
    exit.arrive(new Payload.Shard(token(1), most, 0, 0, data));
    assertEquals(List.of(), exit.answersNow());
    exit.arrive(new Payload.Control(token(2), most + 1, exit.surbs(1)));

    assertEquals(List.of(new Answer.Refused(token(2), 1, Refusal.TOO_LARGE)), exit.answersNow());
  }

  @Test
  @DisplayName("LM-2, A26: beyond the memory for partial sets the oldest goes")
  void partialSetsHaveABound() {
    RelaySettings settings = Station.settings(Town.standard(), 1);
    LoneExit exit =
        new LoneExit(
            new RelaySettings(
                settings.self(),
                Profile.TEST,
                true,
                settings.ownDomains(),
                1,
                1_000,
                10 << 20,
                600,
                3L * Geometry.SHARD_BYTES));
    byte[] data = new byte[Geometry.SHARD_BYTES];
    for (int i = 0; i < 3; i++) {
      exit.arrive(new Payload.Shard(token(i), 60_000, 0, 0, data));
    }
    exit.poll(token(0));
    assertEquals(1, exit.answersNow().stream().filter(Answer.Partial.class::isInstance).count());
    exit.arrive(new Payload.Shard(token(3), 60_000, 0, 0, data));

    exit.poll(token(0));
    exit.poll(token(1));

    assertEquals(
        List.of(Answer.Unknown.class, Answer.Partial.class),
        exit.answersNow().stream().map(Object::getClass).toList());
  }

  @Test
  @DisplayName("A26: thousands of first fragments stay within the bound")
  void floodOfSetsIsBounded() {
    LoneExit exit = new LoneExit();
    byte[] data = new byte[Geometry.SHARD_BYTES];
    for (int i = 0; i < 3_000; i++) {
      exit.station.receive(
          exit.paper.packet(
              Collections.singletonList(exit.leg(0)),
              new Ending.Exit(),
              new Payload.Shard(token(i), 60_000, 0, 0, data).encode()));
      exit.world.run(Duration.ofMillis(1));
    }
    exit.world.run(Duration.ofSeconds(1));

    exit.poll(token(0));

    assertEquals(List.of(new Answer.Unknown(token(0))), exit.answersNow());
  }
}
