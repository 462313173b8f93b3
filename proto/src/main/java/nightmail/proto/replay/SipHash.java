// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// SipHash-2-4 with 64 bits of output (Aumasson and Bernstein, 2012).
///
/// Keyed, so that whoever can choose the inputs still cannot choose where they fall. Safe for any
/// thread.
final class SipHash {
  static final int KEY_BYTES = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long k0;
  private final long k1;

  /// @throws IllegalArgumentException unless the key is 16 bytes
  SipHash(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("16 bytes of key wanted, not " + key.length);
    }
    this.k0 = (long) LONGS.get(key, 0);
    this.k1 = (long) LONGS.get(key, 8);
  }

  long hash(byte[] input) {
    long[] v = {
      k0 ^ 0x736f6d6570736575L,
      k1 ^ 0x646f72616e646f6dL,
      k0 ^ 0x6c7967656e657261L,
      k1 ^ 0x7465646279746573L
    };
    int whole = input.length & ~7;
    for (int i = 0; i < whole; i += 8) {
      absorb(v, (long) LONGS.get(input, i));
    }
    absorb(v, tail(input, whole));
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

  private static long tail(byte[] input, int from) {
    long word = (long) input.length << 56;
    for (int i = from; i < input.length; i++) {
      word |= (input[i] & 0xffL) << (8 * (i - from));
    }
    return word;
  }

  private static void absorb(long[] v, long word) {
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
  }

  private static void rounds(long[] v, int count) {
    for (int i = 0; i < count; i++) {
      v[0] += v[1];
      v[2] += v[3];
      v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
      v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
      v[0] = Long.rotateLeft(v[0], 32);
      v[2] += v[1];
      v[0] += v[3];
      v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
      v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
      v[2] = Long.rotateLeft(v[2], 32);
    }
  }
}
