// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What an exit says of a token, in 26,740 bytes of a reply (`docs/spec/message.md` §3).
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 1, 1, 2 | version 1; status; flags 0 |
/// | 4 | 32, 4 | token; sequence |
/// | 40 | 2, 2, 2, 18 | bitmaps m; records r; refusal; zero |
/// | 64 | 32 · m, 12 · r | bitmaps, records, then zero bytes |
///
/// The sequence counts changes of the exit's row from 1; what has no row has 0. A value of this
/// type always has an encoding; [#decode] refuses all others.
public sealed interface Answer {
  int VERSION = 1;

  /// Recipients one object has at most (O-3).
  int MAX_RECORDS = 1_000;

  Token token();

  /// Unsigned 32 bits.
  long sequence();

  /// Exactly 26,740 bytes; the caller owns them.
  default byte[] encode() {
    return AnswerCodec.encode(this);
  }

  /// Reads 26,740 bytes; empty is drop reason `format`.
  static Optional<Answer> decode(byte[] payload) {
    return AnswerCodec.decode(payload);
  }

  /// The object is on the exit's disk.
  record Custody(Token token, long sequence) implements Answer {
    public Custody {
      checkRow(sequence);
    }
  }

  /// Fragments are missing: one bitmap per chunk, bit i for fragment i held.
  record Partial(Token token, List<BitSet> held) implements Answer {
    /// @throws IllegalArgumentException unless there are 1 to 64 bitmaps of 256 bits at most
    public Partial {
      held = held.stream().map(bits -> (BitSet) bits.clone()).toList();
      if (held.isEmpty()
          || held.size() > FragmentLayout.MAX_CHUNKS
          || held.stream().anyMatch(b -> b.length() > FragmentLayout.MAX_SHARDS_PER_CHUNK)) {
        throw new IllegalArgumentException("1 to 64 bitmaps of 256 bits wanted");
      }
    }

    @Override
    public long sequence() {
      return 0;
    }
  }

  /// Delivery goes on; records of the recipients as they stand.
  record Pending(Token token, long sequence, List<RecipientRecord> records) implements Answer {
    /// @throws IllegalArgumentException if a recipient stands twice or there are more than 1,000
    public Pending {
      checkRow(sequence);
      records = List.copyOf(records);
      if (!canBePending(records)) {
        throw new IllegalArgumentException("each recipient once");
      }
    }
  }

  /// All recipients are final.
  record Done(Token token, long sequence, List<RecipientRecord> records) implements Answer {
    /// @throws IllegalArgumentException unless recipients 0 to r − 1 each stand once and final
    public Done {
      checkRow(sequence);
      records = List.copyOf(records);
      if (!canBeDone(records)) {
        throw new IllegalArgumentException("all recipients, all final");
      }
    }
  }

  /// The exit knows nothing of the token.
  record Unknown(Token token) implements Answer {
    @Override
    public long sequence() {
      return 0;
    }
  }

  /// The exit will not take the object.
  record Refused(Token token, long sequence, Refusal reason) implements Answer {
    /// @throws IllegalArgumentException unless the sequence is 0 exactly for passing reasons
    public Refused {
      if (!refusable(sequence, reason)) {
        throw new IllegalArgumentException("a final refusal has a row, another none");
      }
    }

    static boolean refusable(long sequence, Refusal reason) {
      return sequence >>> 32 == 0 && (sequence != 0) == reason.permanent();
    }
  }

  private static void checkRow(long sequence) {
    if (sequence == 0 || sequence >>> 32 != 0) {
      throw new IllegalArgumentException("sequence 1 to 2^32 - 1");
    }
  }

  /// Whether `records` may stand in a PENDING.
  static boolean canBePending(List<RecipientRecord> records) {
    BitSet seen = new BitSet();
    records.forEach(record -> seen.set(record.recipient()));
    return seen.cardinality() == records.size() && records.size() <= MAX_RECORDS;
  }

  /// Whether `records` may stand in a DONE.
  static boolean canBeDone(List<RecipientRecord> records) {
    return !records.isEmpty()
        && canBePending(records)
        && records.stream().allMatch(r -> r.action().isFinal() && r.recipient() < records.size());
  }
}
