// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;
import nightmail.proto.packet.Geometry;

/// Answers to bytes and back; the layout stands at [Answer].
final class AnswerCodec {
  private static final int CUSTODY = 1;
  private static final int PARTIAL = 2;
  private static final int PENDING = 3;
  private static final int DONE = 4;
  private static final int UNKNOWN = 5;
  private static final int REFUSED = 6;

  private static final int BITMAP_BYTES = FragmentLayout.MAX_SHARDS_PER_CHUNK / 8;

  private AnswerCodec() {}

  static byte[] encode(Answer answer) {
    return switch (answer) {
      case Answer.Custody custody -> write(CUSTODY, custody, List.of(), List.of(), 0);
      case Answer.Partial partial -> write(PARTIAL, partial, partial.held(), List.of(), 0);
      case Answer.Pending pending -> write(PENDING, pending, List.of(), pending.records(), 0);
      case Answer.Done done -> write(DONE, done, List.of(), done.records(), 0);
      case Answer.Unknown unknown -> write(UNKNOWN, unknown, List.of(), List.of(), 0);
      case Answer.Refused refused ->
          write(REFUSED, refused, List.of(), List.of(), refused.reason().code());
    };
  }

  private static byte[] write(
      int status, Answer answer, List<BitSet> held, List<RecipientRecord> records, int refusal) {
    ByteWriter out = new ByteWriter(Geometry.PAYLOAD_BYTES);
    out.u8(Answer.VERSION).u8(status).u16(0);
    out.fixed32(answer.token().value()).u32(answer.sequence());
    out.u16(held.size()).u16(records.size()).u16(refusal).zeros(18);
    held.forEach(bits -> out.bytes(bitmap(bits)));
    records.forEach(record -> record.write(out));
    return out.array();
  }

  static Optional<Answer> decode(byte[] payload) {
    if (payload.length != Geometry.PAYLOAD_BYTES) {
      return Optional.empty();
    }
    ByteReader in = new ByteReader(payload);
    in.demand(in.u8() == Answer.VERSION);
    int status = in.u8();
    in.demand(in.u16() == 0);
    Token token = new Token(in.fixed32());
    long sequence = in.u32();
    int bitmaps = in.u16();
    int recordCount = in.u16();
    int refusal = in.u16();
    in.demandZeros(18);
    in.demand(countsFit(status, bitmaps, recordCount, refusal));
    List<BitSet> held = bitmaps(in, bitmaps);
    List<RecipientRecord> records = records(in, recordCount);
    in.demandZerosToEnd();
    return in.ok() ? answer(status, token, sequence, held, records, refusal) : Optional.empty();
  }

  private static boolean countsFit(int status, int bitmaps, int records, int refusal) {
    boolean bitmapsFit = bitmaps <= (status == PARTIAL ? FragmentLayout.MAX_CHUNKS : 0);
    boolean recordsFit = records <= (status == PENDING || status == DONE ? Answer.MAX_RECORDS : 0);
    return bitmapsFit && recordsFit && (status == REFUSED || refusal == 0);
  }

  private static Optional<Answer> answer(
      int status,
      Token token,
      long sequence,
      List<BitSet> held,
      List<RecipientRecord> records,
      int refusal) {
    boolean row = sequence != 0;
    return switch (status) {
      case CUSTODY -> when(row, () -> new Answer.Custody(token, sequence));
      case PARTIAL -> when(!row && !held.isEmpty(), () -> new Answer.Partial(token, held));
      case PENDING ->
          when(
              row && Answer.canBePending(records),
              () -> new Answer.Pending(token, sequence, records));
      case DONE ->
          when(row && Answer.canBeDone(records), () -> new Answer.Done(token, sequence, records));
      case UNKNOWN -> when(!row, () -> new Answer.Unknown(token));
      case REFUSED ->
          Refusal.of(refusal)
              .filter(reason -> Answer.Refused.refusable(sequence, reason))
              .map(reason -> new Answer.Refused(token, sequence, reason));
      default -> Optional.empty();
    };
  }

  private static Optional<Answer> when(boolean condition, Supplier<Answer> answer) {
    return condition ? Optional.of(answer.get()) : Optional.empty();
  }

  private static List<BitSet> bitmaps(ByteReader in, int count) {
    List<BitSet> bitmaps = new ArrayList<>();
    for (int i = 0; i < count && in.ok(); i++) {
      bitmaps.add(bits(in.bytes(BITMAP_BYTES)));
    }
    return bitmaps;
  }

  private static List<RecipientRecord> records(ByteReader in, int count) {
    List<RecipientRecord> records = new ArrayList<>();
    for (int i = 0; i < count && in.ok(); i++) {
      RecipientRecord.read(in).ifPresent(records::add);
    }
    return records;
  }

  /// Bit 0 is the most significant of the first byte.
  private static byte[] bitmap(BitSet bits) {
    byte[] bitmap = new byte[BITMAP_BYTES];
    bits.stream().forEach(i -> bitmap[i / 8] |= (byte) (0x80 >>> (i % 8)));
    return bitmap;
  }

  private static BitSet bits(byte[] bitmap) {
    BitSet bits = new BitSet();
    for (int i = 0; i < 8 * bitmap.length; i++) {
      bits.set(i, (bitmap[i / 8] & (0x80 >>> (i % 8))) != 0);
    }
    return bits;
  }
}
