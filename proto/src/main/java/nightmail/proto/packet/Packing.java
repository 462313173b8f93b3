// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Big-endian integers inside a byte array.
final class Packing {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Packing() {}

  static long u64(byte[] source, int offset) {
    return (long) LONG.get(source, offset);
  }

  static void putU64(byte[] target, int offset, long value) {
    LONG.set(target, offset, value);
  }

  static long u32(byte[] source, int offset) {
    return Integer.toUnsignedLong((int) INT.get(source, offset));
  }

  static void putU32(byte[] target, int offset, long value) {
    INT.set(target, offset, (int) value);
  }

  static boolean isZero(byte[] source, int from, int to) {
    int any = 0;
    for (int i = from; i < to; i++) {
      any |= source[i];
    }
    return any == 0;
  }
}
