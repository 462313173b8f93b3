// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.bytes;

import java.util.Arrays;

/// Big-endian reading of a fixed layout that came from outside.
///
/// Never throws on what it reads: the first thing that does not fit makes [#ok] `false` for good,
/// and every read from then on answers zero. So a parser reads a whole layout in one go and asks
/// once at the end. The bytes are borrowed and not changed.
///
/// Owned by one thread.
public final class ByteReader {
  private final byte[] source;
  private final int end;
  private int position;
  private boolean ok = true;

  /// Reads all of `source`.
  public ByteReader(byte[] source) {
    this(source, 0, source.length);
  }

  /// Reads `source[from .. end)`.
  public ByteReader(byte[] source, int from, int end) {
    this.source = source;
    this.position = from;
    this.end = end;
  }

  /// Whether everything so far was there and as demanded.
  public boolean ok() {
    return ok;
  }

  /// Whether everything was as demanded and nothing is left.
  public boolean okAtEnd() {
    return ok && position == end;
  }

  /// Index in the source of the next byte.
  public int position() {
    return position;
  }

  public int remainingBytes() {
    return end - position;
  }

  public int u8() {
    return (int) unsigned(1);
  }

  public int u16() {
    return (int) unsigned(2);
  }

  public long u32() {
    return unsigned(4);
  }

  /// Eight bytes; values from 2⁶³ come out negative.
  public long u64() {
    return unsigned(8);
  }

  /// A copy of the next `count` bytes; empty on failure.
  public byte[] bytes(int count) {
    if (!take(count)) {
      return new byte[0];
    }
    return Arrays.copyOfRange(source, position - count, position);
  }

  /// The next 32 bytes; all zero on failure.
  public Fixed32 fixed32() {
    byte[] bytes = bytes(Fixed32.BYTES);
    return Fixed32.of(ok ? bytes : new byte[Fixed32.BYTES]);
  }

  /// Fails unless `condition` holds.
  public void demand(boolean condition) {
    ok &= condition;
  }

  /// Fails unless the next bytes are `wanted`.
  public void demandBytes(byte[] wanted) {
    demand(Arrays.equals(bytes(wanted.length), wanted));
  }

  /// Fails unless the next `count` bytes are zero.
  public void demandZeros(int count) {
    if (!take(count)) {
      return;
    }
    int bits = 0;
    for (int i = position - count; i < position; i++) {
      bits |= source[i];
    }
    demand(bits == 0);
  }

  /// Fails unless all that is left is zero.
  public void demandZerosToEnd() {
    demandZeros(end - position);
  }

  private long unsigned(int count) {
    if (!take(count)) {
      return 0;
    }
    long value = 0;
    for (int i = position - count; i < position; i++) {
      value = (value << 8) | (source[i] & 0xff);
    }
    return value;
  }

  private boolean take(int count) {
    ok = ok && count >= 0 && count <= end - position;
    if (ok) {
      position += count;
    }
    return ok;
  }
}
