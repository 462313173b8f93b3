// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

/// Reads minimal varints and lengths from bytes that belong to the caller.
///
/// Owned by one scan.
final class WireReader {
  private final byte[] bytes;
  private int position;

  WireReader(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int position() {
    return position;
  }

  void skip(int length) {
    position += length;
  }

  /// A varint in its shortest form below 2⁶³, ending before `end`.
  long varint(int end) throws WireRefusal {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      WireRefusal.require(position < end, Refusal.NOT_CANONICAL);
      int read = bytes[position++];
      value |= (read & 0x7fL) << shift;
      if (read >= 0) {
        WireRefusal.require(read != 0 || shift == 0, Refusal.NOT_CANONICAL);
        return value;
      }
    }
    throw new WireRefusal(Refusal.OUT_OF_RANGE);
  }

  /// A length that fits before `end`.
  int length(int end) throws WireRefusal {
    long length = varint(end);
    WireRefusal.require(length <= end - position, Refusal.NOT_CANONICAL);
    return (int) length;
  }
}
