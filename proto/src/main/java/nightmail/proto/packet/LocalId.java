// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Name of a SURB or a loop, 16 random bytes, known only to the node that made it.
///
/// Safe for any thread.
public record LocalId(long high, long low) implements Comparable<LocalId> {
  public static final int BYTES = 16;

  /// Reads 16 bytes of `source` from `offset`.
  public static LocalId at(byte[] source, int offset) {
    return new LocalId(Packing.u64(source, offset), Packing.u64(source, offset + 8));
  }

  /// A copy of exactly 16 bytes.
  ///
  /// @throws IllegalArgumentException on another length
  public static LocalId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("16 bytes wanted, not " + bytes.length);
    }
    return at(bytes, 0);
  }

  /// A fresh one.
  public static LocalId draw(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /// Writes the 16 bytes into `target` at `offset`.
  public void copyTo(byte[] target, int offset) {
    Packing.putU64(target, offset, high);
    Packing.putU64(target, offset + 8, low);
  }

  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    copyTo(bytes, 0);
    return bytes;
  }

  @Override
  public int compareTo(LocalId other) {
    return Arrays.compareUnsigned(new long[] {high, low}, new long[] {other.high, other.low});
  }

  /// The first eight digits only.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high).substring(0, 8) + "…";
  }
}
