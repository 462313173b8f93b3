// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.packet.Geometry;

/// Random values of this room.
final class Samples {
  private Samples() {}

  static Token token(Random random) {
    return Token.of(Seeds.bytes(random, 32));
  }

  static List<byte[]> surbs(Random random, int count) {
    List<byte[]> surbs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      surbs.add(Seeds.bytes(random, Geometry.SURB_BYTES));
    }
    return surbs;
  }

  static long longLength(Random random) {
    return random.nextLong(FragmentLayout.MAX_SINGLE_BYTES + 1, 40L << 20);
  }

  static Payload payload(Random random) {
    int surbs = random.nextInt(1, 5);
    return switch (random.nextInt(4)) {
      case 0 -> {
        int length = random.nextInt(64, Payload.Single.room(surbs) + 1);
        yield new Payload.Single(token(random), surbs(random, surbs), Seeds.bytes(random, length));
      }
      case 1 -> shard(random);
      case 2 -> new Payload.Control(token(random), longLength(random), surbs(random, surbs));
      default -> new Payload.Poll(token(random), surbs(random, surbs));
    };
  }

  static Payload.Shard shard(Random random) {
    long length = longLength(random);
    FragmentLayout layout = FragmentLayout.of(length).orElseThrow();
    int chunk = random.nextInt(layout.chunks());
    int index = random.nextInt(layout.shards(chunk));
    byte[] data = Seeds.bytes(random, Geometry.SHARD_BYTES);
    return new Payload.Shard(token(random), length, chunk, index, data);
  }

  static List<RecipientRecord> records(Random random, int count, boolean allFinal) {
    List<RecipientRecord.Action> actions =
        allFinal
            ? List.of(RecipientRecord.Action.FAILED, RecipientRecord.Action.RELAYED)
            : List.of(RecipientRecord.Action.values());
    List<RecipientRecord> records = new ArrayList<>();
    for (int recipient = 0; recipient < count; recipient++) {
      RecipientRecord.Action action = actions.get(random.nextInt(actions.size()));
      records.add(new RecipientRecord(recipient, action, 5, 1, random.nextInt(1_000), 550, 1));
    }
    return records;
  }

  static Answer answer(Random random) {
    Token token = token(random);
    long sequence = random.nextLong(1, 1L << 32);
    return switch (random.nextInt(6)) {
      case 0 -> new Answer.Custody(token, sequence);
      case 1 -> new Answer.Partial(token, bitmaps(random, random.nextInt(1, 65)));
      case 2 ->
          new Answer.Pending(token, sequence, records(random, random.nextInt(0, 1_001), false));
      case 3 -> new Answer.Done(token, sequence, records(random, random.nextInt(1, 1_001), true));
      case 4 -> new Answer.Unknown(token);
      default -> {
        Refusal reason = List.of(Refusal.values()).get(random.nextInt(9));
        yield new Answer.Refused(token, reason.permanent() ? sequence : 0, reason);
      }
    };
  }

  private static List<BitSet> bitmaps(Random random, int count) {
    List<BitSet> bitmaps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bitmaps.add(BitSet.valueOf(Seeds.bytes(random, 32)));
    }
    return bitmaps;
  }
}
