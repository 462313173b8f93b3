// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import static nightmail.proto.document.WireRefusal.require;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

/// Walks encoded bytes along the schema and refuses whatever is not the canonical encoding of a
/// message within its limits (EN-2, EN-3, EN-5).
///
/// Allocates nothing that grows with the input, so it may look at anything before a parser does.
/// Owned by one call.
final class WireScan {
  /// Deeper is refused.
  static final int MAX_NESTING = 6;

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final byte[] bytes;
  private final WireReader reader;

  private WireScan(byte[] bytes) {
    this.bytes = bytes;
    this.reader = new WireReader(bytes, 0);
  }

  /// Good, with the length, if `bytes` are a canonical message of that type.
  static Checked<Integer> scan(Descriptor type, byte[] bytes) {
    try {
      new WireScan(bytes).message(type, bytes.length, 1);
      return Checked.good(bytes.length);
    } catch (WireRefusal refusal) {
      return Checked.refused(refusal.reason(), refusal.where());
    }
  }

  private void message(Descriptor type, int end, int depth) throws WireRefusal {
    require(depth <= MAX_NESTING, Refusal.TOO_LARGE);
    Seen last = Seen.NOTHING;
    while (reader.position() < end) {
      long tag = reader.varint(end);
      FieldDescriptor field = type.findFieldByNumber((int) Math.min(tag >>> 3, Integer.MAX_VALUE));
      if (field == null) {
        throw new WireRefusal(Refusal.NOT_CANONICAL);
      }
      try {
        require(tag == tagOf(field), Refusal.NOT_CANONICAL);
        last = field(field, last, end, depth);
      } catch (WireRefusal refusal) {
        throw refusal.in(field.getName());
      }
      FieldRules.checkSkipped(type, last.before(), field.getNumber());
    }
    FieldRules.checkSkipped(type, last.number(), Integer.MAX_VALUE);
  }

  private Seen field(FieldDescriptor field, Seen last, int end, int depth) throws WireRefusal {
    boolean again = field.getNumber() == last.number();
    require(
        again ? field.isRepeated() && !field.isPacked() : field.getNumber() > last.number(),
        Refusal.NOT_CANONICAL);
    int count = again ? last.count() + 1 : 1;
    FieldRules.checkCount(field, count);
    int length = isDelimited(field) ? reader.length(end) : 0;
    int start = reader.position();
    if (isDelimited(field)) {
      delimited(field, start + length, depth);
    } else {
      FieldRules.checkNumber(field, nonZero(reader.varint(end)));
    }
    Seen seen = new Seen(last.number(), field.getNumber(), count, start, reader.position());
    if (again) {
      FieldRules.checkOrder(bytes, field, last, seen);
      return new Seen(last.before(), seen.number(), count, start, seen.end());
    }
    return seen;
  }

  private void delimited(FieldDescriptor field, int end, int depth) throws WireRefusal {
    int start = reader.position();
    switch (field.getJavaType()) {
      case MESSAGE -> {
        message(field.getMessageType(), end, depth + 1);
        require(reader.position() == end, Refusal.NOT_CANONICAL);
      }
      case BYTE_STRING -> FieldRules.checkBytes(field, end - start);
      case STRING -> FieldRules.checkText(field, bytes, start, end);
      case INT, LONG, BOOLEAN, ENUM, FLOAT, DOUBLE -> packed(field, end);
    }
    reader.skip(end - reader.position());
  }

  /// Packed numbers ascend strictly and are never an empty field; zero may be the first.
  private void packed(FieldDescriptor field, int end) throws WireRefusal {
    require(reader.position() < end, Refusal.NOT_CANONICAL);
    long previous = -1;
    for (int count = 1; reader.position() < end; count++) {
      FieldRules.checkCount(field, count);
      long value = reader.varint(end);
      FieldRules.checkNumber(field, value);
      require(value > previous, Refusal.NOT_SORTED);
      previous = value;
    }
  }

  private static long nonZero(long value) throws WireRefusal {
    require(value != 0, Refusal.NOT_CANONICAL);
    return value;
  }

  private static boolean isDelimited(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE, BYTE_STRING, STRING -> true;
      case INT, LONG, BOOLEAN, ENUM, FLOAT, DOUBLE -> field.isPacked();
    };
  }

  private static long tagOf(FieldDescriptor field) {
    return (long) field.getNumber() << 3 | (isDelimited(field) ? LENGTH_DELIMITED : VARINT);
  }

  /// The field read last: its number, how often it came, where its value lies, and the field before
  /// it.
  record Seen(int before, int number, int count, int start, int end) {
    static final Seen NOTHING = new Seen(0, 0, 0, 0, 0);
  }
}
