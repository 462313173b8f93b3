// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.bytes;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Sixteen bytes as two big-endian halves, with value equality and unsigned order: the shape of
/// shortened hashes.
public record Fixed16(long high, long low) implements Comparable<Fixed16> {
  public static final int BYTES = 16;

  /// @throws IllegalArgumentException unless there are exactly 16
  public static Fixed16 of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("16 bytes wanted, not " + bytes.length);
    }
    return at(bytes, 0);
  }

  /// 16 bytes of `source` from `offset`.
  public static Fixed16 at(byte[] source, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(source, offset, BYTES);
    return new Fixed16(buffer.getLong(), buffer.getLong());
  }

  /// The first half of a longer hash.
  public static Fixed16 firstHalf(Fixed32 hash) {
    return at(hash.toBytes(), 0);
  }

  /// A fresh array.
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /// 32 lower-case hexadecimal digits.
  public String hex() {
    return HexFormat.of().formatHex(toBytes());
  }

  @Override
  public int compareTo(Fixed16 other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /// The first eight digits only.
  @Override
  public String toString() {
    return hex().substring(0, 8) + "…";
  }
}
