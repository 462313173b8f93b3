// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.bytes;

/// Big-endian writing of a fixed layout into an array of known length.
///
/// What is not written stays zero. A value that does not fit its field is a bug of the caller and
/// thrown as such.
///
/// Owned by one thread.
public final class ByteWriter {
  private final byte[] target;
  private int position;

  /// Writes into a new array of `lengthBytes` zeros.
  public ByteWriter(int lengthBytes) {
    this.target = new byte[lengthBytes];
  }

  public ByteWriter u8(int value) {
    return unsigned(value, 1);
  }

  public ByteWriter u16(int value) {
    return unsigned(value, 2);
  }

  public ByteWriter u32(long value) {
    return unsigned(value, 4);
  }

  /// All 64 bits; negative values are those from 2⁶³.
  public ByteWriter u64(long value) {
    return put(value, 8);
  }

  public ByteWriter bytes(byte[] value) {
    System.arraycopy(value, 0, target, position, value.length);
    position += value.length;
    return this;
  }

  public ByteWriter fixed32(Fixed32 value) {
    value.copyTo(target, position);
    position += Fixed32.BYTES;
    return this;
  }

  /// Leaves `count` zero bytes.
  public ByteWriter zeros(int count) {
    if (count > target.length - position) {
      throw new IllegalArgumentException("layout is full");
    }
    position += count;
    return this;
  }

  /// Index of the next byte.
  public int position() {
    return position;
  }

  /// The array itself; the caller owns it from now on.
  public byte[] array() {
    return target;
  }

  private ByteWriter unsigned(long value, int count) {
    if (value < 0 || value >>> (8 * count) != 0) {
      throw new IllegalArgumentException(value + " does not fit " + count + " bytes");
    }
    return put(value, count);
  }

  private ByteWriter put(long value, int count) {
    for (int i = 0; i < count; i++) {
      target[position + i] = (byte) (value >>> (8 * (count - 1 - i)));
    }
    position += count;
    return this;
  }
}
