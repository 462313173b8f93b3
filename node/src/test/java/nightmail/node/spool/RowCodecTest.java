// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Notify;
import nightmail.proto.mail.OriginalRecipient;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.mail.Ret;
import nightmail.proto.message.RecipientRecord;
import org.junit.jupiter.api.Test;

class RowCodecTest {
  private final long seed = Long.getLong("nightmail.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void envelopeComesBackExactly() throws Exception {
    for (int run = 0; run < 200; run++) {
      Envelope envelope = envelope();

      assertEquals(envelope, RowCodec.envelope(RowCodec.encode(envelope)), "seed " + seed);
    }
  }

  @Test
  void recordsComeBackExactly() throws Exception {
    for (int run = 0; run < 200; run++) {
      List<RecipientRecord> records = new ArrayList<>();
      for (int left = random.nextInt(100); left > 0; left--) {
        records.add(
            new RecipientRecord(
                random.nextInt(1 << 16),
                oneOf(RecipientRecord.Action.values()),
                random.nextInt(1 << 8),
                random.nextInt(1 << 16),
                random.nextInt(1 << 16),
                random.nextInt(1 << 16),
                random.nextInt(1 << 8)));
      }

      assertEquals(records, RowCodec.records(RowCodec.encode(records)), "seed " + seed);
    }
  }

  /// SP-5: whatever a row holds, reading it is a value or says that it is damaged.
  @Test
  void damagedBytesAreNeverAnotherException() {
    for (int run = 0; run < 2_000; run++) {
      byte[] bytes = RowCodec.encode(envelope());
      byte[] bad = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
      bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));

      try {
        RowCodec.envelope(bad);
        RowCodec.records(bad);
      } catch (SpoolDamaged expected) {
        assertEquals(SpoolDamaged.Fault.ROW_UNREADABLE, expected.fault(), "seed " + seed);
      }
    }
  }

  @Test
  void cutBytesAreDamaged() {
    byte[] bytes = RowCodec.encode(envelope());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);

      assertThrows(SpoolDamaged.class, () -> RowCodec.envelope(cut), "seed " + seed);
    }
  }

  private Envelope envelope() {
    List<Recipient> recipients = new ArrayList<>();
    for (int left = 1 + random.nextInt(5); left > 0; left--) {
      recipients.add(new Recipient(path(), notifyOn(), original()));
    }
    return new Envelope(
        random.nextInt(4) == 0 ? Path.NULL : path(),
        recipients,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        oneOf(Ret.values()),
        random.nextBoolean() ? "" : "id" + random.nextInt());
  }

  private <T> T oneOf(T[] values) {
    return List.of(values).get(random.nextInt(values.length));
  }

  private Path path() {
    String local = random.nextInt(3) == 0 ? "jörg" : "user";
    return new Path(local + random.nextInt(1_000), "d" + random.nextInt(50) + ".example");
  }

  private Set<Notify> notifyOn() {
    EnumSet<Notify> some = EnumSet.noneOf(Notify.class);
    for (Notify each : List.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY)) {
      if (random.nextBoolean()) {
        some.add(each);
      }
    }
    return some;
  }

  private OriginalRecipient original() {
    return random.nextBoolean() ? OriginalRecipient.NONE : OriginalRecipient.of(path());
  }
}
