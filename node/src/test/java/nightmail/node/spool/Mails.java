// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import nightmail.node.disk.Disk;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Recipient;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import nightmail.proto.relay.KeptParcel;
import nightmail.proto.relay.Parcel;

/// Mails and parcels for tests of the spool.
final class Mails {
  static final Instant DEADLINE = Instant.parse("2026-03-04T05:00:00Z");

  private Mails() {}

  static Token token(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    bytes[0] = (byte) (number >> 8);
    return Token.of(bytes);
  }

  static RelayId exit(int number) {
    return RelayId.of(token(number).value().toBytes());
  }

  static Envelope envelope() {
    return Envelope.of(
        new nightmail.proto.mail.Path("alice", "sender.example"),
        List.of(
            Recipient.of(new nightmail.proto.mail.Path("bob", "recipient.example")),
            Recipient.of(new nightmail.proto.mail.Path("carol", "recipient.example"))));
  }

  static Parcel parcel(int number) {
    return new Parcel(token(number), exit(200 + number), envelope(), 16, DEADLINE);
  }

  /// A mail of about this many octets with dots at line starts.
  static byte[] message(long seed, int octets) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("Subject: test\r\n\r\n");
    while (text.length() < octets) {
      if (random.nextInt(4) == 0) {
        text.append('.');
      }
      for (int left = random.nextInt(70); left > 0; left--) {
        text.append((char) (' ' + random.nextInt(95)));
      }
      text.append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static List<RecipientRecord> records() {
    return List.of(
        new RecipientRecord(0, RecipientRecord.Action.DELIVERED, 2, 0, 0, 250, 0),
        new RecipientRecord(1, RecipientRecord.Action.FAILED, 5, 1, 1, 550, 1));
  }

  static SqliteSpool open(Path folder, Disk disk) throws IOException {
    SpoolSettings settings = new SpoolSettings(folder, 1 << 20, Duration.ofMinutes(10));
    return SqliteSpool.open(settings, disk, new SecureRandom());
  }

  static KeptParcel keep(Spool spool, Parcel parcel, byte[] message) throws Exception {
    Draft draft = spool.draft();
    for (int at = 0; at < message.length; at += 10_000) {
      await(draft.append(Arrays.copyOfRange(message, at, Math.min(at + 10_000, message.length))));
    }
    return await(spool.keepMail(draft, List.of(parcel))).getFirst();
  }

  /// The object put together again from its fragments of data.
  static byte[] object(Spool spool, Token token, long octets) throws Exception {
    FragmentLayout layout = FragmentLayout.of(octets).orElseThrow();
    if (layout.single()) {
      return await(spool.readData(token, 0, -1));
    }
    byte[] object = new byte[(int) octets];
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      for (int index = 0; index < layout.dataShards(chunk); index++) {
        byte[] shard = await(spool.readData(token, chunk, index));
        int at = (int) layout.offset(chunk, index);
        System.arraycopy(shard, 0, object, at, Math.min(shard.length, object.length - at));
      }
    }
    return object;
  }

  static byte[] octets(StoredMail mail) throws IOException {
    try (InputStream in = mail.message().open()) {
      return in.readAllBytes();
    }
  }

  static <T> T await(CompletionStage<T> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
