// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.util.Arrays;

/// LIONESS: a strong pseudo-random permutation of one whole body (Anderson and Biham 1996).
///
/// The block is L ‖ R, 32 bytes and the rest. Four rounds mix each half into the other, a hash of R
/// onto L and a stream keyed by L onto R, so that changing any byte scrambles all of them, in
/// either direction. That is what makes a tampered body worthless instead of recognisable.
///
/// The stream key is HMAC(K, L), not L ⊕ K as in the paper: a relay can choose differences in L,
/// and AES-256 is not built for related keys (ePrint 2009/317). Source: `docs/spec/packet.md`, K-8.
///
/// Works in place. Safe for any thread that brings its own engine.
public final class Lioness {
  private static final int LEFT_BYTES = 32;
  private static final int ROUNDS = 4;

  private static final byte[][] LABELS = {
    Engine.label("nightmail-v1 lioness 1"),
    Engine.label("nightmail-v1 lioness 2"),
    Engine.label("nightmail-v1 lioness 3"),
    Engine.label("nightmail-v1 lioness 4"),
  };

  private Lioness() {}

  /// Where the keys of one call lie, inside the engine, so that a body makes no garbage; zero
  /// between two calls.
  static final class Room {
    private final byte[][] keys = new byte[ROUNDS][Engine.KEY_BYTES];
    private final byte[] digest = new byte[LEFT_BYTES];

    private void erase() {
      for (byte[] key : keys) {
        Arrays.fill(key, (byte) 0);
      }
      Arrays.fill(digest, (byte) 0);
    }
  }

  /// Enciphers `length` bytes of `block` from `offset` in place; `length` is over 32.
  public static void encrypt(byte[] key, byte[] block, int offset, int length, Engine engine) {
    byte[][] keys = roundKeys(key, engine);
    for (int round = 0; round < ROUNDS; round++) {
      apply(round, keys[round], block, offset, length, engine);
    }
    engine.lioness.erase();
  }

  /// Undoes [#encrypt].
  public static void decrypt(byte[] key, byte[] block, int offset, int length, Engine engine) {
    byte[][] keys = roundKeys(key, engine);
    for (int round = ROUNDS - 1; round >= 0; round--) {
      apply(round, keys[round], block, offset, length, engine);
    }
    engine.lioness.erase();
  }

  /// K1 … K4 of a body or reply key, 32 bytes each (K-7), in the engine's room.
  static byte[][] roundKeys(byte[] key, Engine engine) {
    byte[][] keys = engine.lioness.keys;
    engine.expand(key, LABELS, keys);
    return keys;
  }

  /// One round, its own inverse.
  private static void apply(
      int round, byte[] key, byte[] block, int offset, int length, Engine engine) {
    int right = offset + LEFT_BYTES;
    int rightBytes = length - LEFT_BYTES;
    byte[] digest = engine.lioness.digest;
    if (round % 2 == 0) {
      engine.mac(key, block, offset, LEFT_BYTES, digest, 0);
      engine.xorStream(digest, block, right, rightBytes);
    } else {
      engine.mac(key, block, right, rightBytes, digest, 0);
      for (int i = 0; i < LEFT_BYTES; i++) {
        block[offset + i] ^= digest[i];
      }
    }
  }
}
