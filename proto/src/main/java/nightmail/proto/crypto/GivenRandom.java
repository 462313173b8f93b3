// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/// A `SecureRandom` in form only: hands out the bytes it was given, in order, and throws when they
/// run out.
///
/// The JDK takes the coins of ML-KEM and ML-DSA through a `SecureRandom`; this is how drawn bytes
/// reach it without any randomness of our own. Used once, by one thread.
final class GivenRandom extends SecureRandom {
  private GivenRandom(Coins coins) {
    super(coins, null);
  }

  /// Hands out `length` bytes of `source` from `offset`; copies nothing until asked.
  static GivenRandom of(byte[] source, int offset, int length) {
    return new GivenRandom(new Coins(source, offset, offset + length));
  }

  private static final class Coins extends SecureRandomSpi {
    private final byte[] source;
    private final int end;
    private int next;

    Coins(byte[] source, int start, int end) {
      this.source = source;
      this.next = start;
      this.end = end;
    }

    @Override
    protected void engineNextBytes(byte[] target) {
      if (target.length > end - next) {
        throw new IllegalStateException("more random bytes taken than were given");
      }
      System.arraycopy(source, next, target, 0, target.length);
      next += target.length;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      throw new UnsupportedOperationException("the bytes are given");
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      engineNextBytes(seed);
      return seed;
    }
  }
}
