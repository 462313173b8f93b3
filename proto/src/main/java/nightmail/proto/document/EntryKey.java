// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;
import nightmail.proto.document.WireScan.Seen;

/// Compares two encoded entries by their first fields, without parsing them: numbers by value,
/// bytes and text unsigned, an absent field as its default.
final class EntryKey {
  private EntryKey() {}

  /// Both entries were scanned before; negative, 0 or positive.
  static int compare(byte[] bytes, Descriptor type, int fields, Seen one, Seen other)
      throws WireRefusal {
    WireReader a = new WireReader(bytes, one.start());
    WireReader b = new WireReader(bytes, other.start());
    for (int number = 1; number <= fields; number++) {
      FieldDescriptor field = type.findFieldByNumber(number);
      boolean isNumber =
          switch (field.getJavaType()) {
            case INT, LONG -> true;
            case BYTE_STRING, STRING, MESSAGE, BOOLEAN, ENUM, FLOAT, DOUBLE -> false;
          };
      int order =
          isNumber
              ? Long.compare(
                  number(a, bytes, number, one.end()), number(b, bytes, number, other.end()))
              : compareBytes(bytes, number, a, one.end(), b, other.end());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static long number(WireReader reader, byte[] bytes, int number, int end)
      throws WireRefusal {
    return isNext(reader, bytes, number, end) ? reader.varint(end) : 0;
  }

  private static int compareBytes(
      byte[] bytes, int number, WireReader a, int endA, WireReader b, int endB) throws WireRefusal {
    int lengthA = isNext(a, bytes, number, endA) ? a.length(endA) : 0;
    int lengthB = isNext(b, bytes, number, endB) ? b.length(endB) : 0;
    int startA = a.position();
    int startB = b.position();
    a.skip(lengthA);
    b.skip(lengthB);
    return Arrays.compareUnsigned(bytes, startA, startA + lengthA, bytes, startB, startB + lengthB);
  }

  /// Takes the tag if the field is there; key fields have one-byte tags.
  private static boolean isNext(WireReader reader, byte[] bytes, int number, int end) {
    if (reader.position() < end && (bytes[reader.position()] & 0xff) >>> 3 == number) {
      reader.skip(1);
      return true;
    }
    return false;
  }
}
