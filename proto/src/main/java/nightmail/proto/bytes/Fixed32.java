// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.bytes;

import java.util.Arrays;
import java.util.HexFormat;

/// Thirty-two bytes with value equality and unsigned order: the shape of every id, digest and
/// token.
///
/// Safe for any thread.
public final class Fixed32 implements Comparable<Fixed32> {
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Fixed32(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of `bytes`.
  ///
  /// @throws IllegalArgumentException unless there are exactly 32
  public static Fixed32 of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("32 bytes wanted, not " + bytes.length);
    }
    return new Fixed32(bytes.clone());
  }

  /// A copy of 32 bytes of `source` from `offset`.
  public static Fixed32 at(byte[] source, int offset) {
    return new Fixed32(Arrays.copyOfRange(source, offset, offset + BYTES));
  }

  /// Reads 64 hexadecimal digits of either case.
  ///
  /// @throws IllegalArgumentException on anything else
  public static Fixed32 parseHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /// A copy; the caller owns it.
  public byte[] toBytes() {
    return bytes.clone();
  }

  /// Writes the 32 bytes into `target` at `offset`.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /// 64 lower-case hexadecimal digits.
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Fixed32 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fixed32 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The first eight digits only, enough to tell things apart in a debugger.
  @Override
  public String toString() {
    return hex().substring(0, 8) + "…";
  }
}
