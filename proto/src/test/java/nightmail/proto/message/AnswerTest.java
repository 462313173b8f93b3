// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Random RANDOM = new Random(4);
  private static final Token TOKEN = Samples.token(RANDOM);

  private static void assertRefused(byte[] answer, int offset, int value) {
    byte[] changed = answer.clone();
    changed[offset] = (byte) value;
    assertTrue(Answer.decode(changed).isEmpty(), "byte " + offset + " as " + value);
  }

  @Test
  void everyAnswerSurvivesItsEncoding() {
    Seeds.forEach(
        200,
        random -> {
          Answer answer = Samples.answer(random);

          byte[] bytes = answer.encode();

          assertEquals(Geometry.PAYLOAD_BYTES, bytes.length);
          assertEquals(answer, Answer.decode(bytes).orElseThrow());
        });
  }

  /// A28, D-4.
  @Test
  void changedAnswersAreRefusedOrEncodeToThemselves() {
    Seeds.forEach(
        2_000,
        random -> {
          byte[] bytes = Samples.answer(random).encode();
          for (int change = random.nextInt(1, 4); change > 0; change--) {
            bytes[random.nextInt(200)] = (byte) random.nextInt();
          }

          Optional<Answer> decoded = Answer.decode(bytes);

          decoded.ifPresent(answer -> assertArrayEquals(bytes, answer.encode()));
        });
  }

  /// §7.3: bit i counted from the most significant.
  @Test
  void firstFragmentIsTheMostSignificantBit() {
    BitSet held = new BitSet();
    held.set(0);
    held.set(255);

    byte[] bytes = new Answer.Partial(TOKEN, List.of(held)).encode();

    assertEquals((byte) 0x80, bytes[64]);
    assertEquals((byte) 0x01, bytes[95]);
  }

  /// §7.3: a row has a sequence from 1, what has no row has 0.
  @Test
  void sequenceThatDoesNotSuitTheStatusIsRefused() {
    byte[] custody = new Answer.Custody(TOKEN, 1).encode();
    byte[] unknown = new Answer.Unknown(TOKEN).encode();
    byte[] draining = new Answer.Refused(TOKEN, 0, Refusal.DRAINING).encode();

    assertRefused(custody, 39, 0);
    assertRefused(unknown, 39, 1);
    assertRefused(draining, 39, 1);
    assertRefused(draining, 45, 1);
    assertRefused(draining, 45, 0);
    assertRefused(draining, 45, 10);
    assertRefused(custody, 45, 1);
  }

  /// §7.3: in DONE all recipients are final; DS-9: no index stands twice.
  @Test
  void doneNamesEveryRecipientOnceAndFinally() {
    byte[] done = new Answer.Done(TOKEN, 7, Samples.records(RANDOM, 3, true)).encode();

    assertRefused(done, 66, 0);
    assertRefused(done, 66, 2);
    assertRefused(done, 66, 6);
    assertRefused(done, 65, 1);
    assertRefused(done, 65, 3);
    assertRefused(done, 75, 1);
    assertRefused(done, 43, 2);
    assertRefused(done, 43, 4);
  }

  /// O-3: 1,000 recipients, and one beyond.
  @Test
  void moreThanThousandRecordsAreNoAnswer() {
    List<RecipientRecord> most = Samples.records(RANDOM, 1_000, true);
    List<RecipientRecord> more = Samples.records(RANDOM, 1_001, true);

    assertTrue(Answer.decode(new Answer.Done(TOKEN, 1, most).encode()).isPresent());
    assertThrows(IllegalArgumentException.class, () -> new Answer.Done(TOKEN, 1, more));
    assertThrows(IllegalArgumentException.class, () -> new Answer.Pending(TOKEN, 1, more));
  }

  /// LM-1: 64 bitmaps, and one beyond.
  @Test
  void moreThan64BitmapsAreNoAnswer() {
    List<BitSet> many = Collections.nCopies(65, new BitSet());
    byte[] most = new Answer.Partial(TOKEN, many.subList(0, 64)).encode();

    assertTrue(Answer.decode(most).isPresent());
    assertRefused(most, 41, 65);
    assertRefused(most, 41, 0);
    assertThrows(IllegalArgumentException.class, () -> new Answer.Partial(TOKEN, many));
  }
}
