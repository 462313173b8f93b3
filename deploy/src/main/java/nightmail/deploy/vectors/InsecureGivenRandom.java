// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// Hands out the bytes a vector names instead of random ones, in order, and fails when more or
/// other lengths are wanted.
///
/// Owned by one thread.
final class InsecureGivenRandom implements RandomGenerator {
  private final Deque<byte[]> given;

  InsecureGivenRandom(Collection<byte[]> given) {
    this.given = new ArrayDeque<>(given);
  }

  /// Fills a target whole pieces at a time.
  @Override
  public void nextBytes(byte[] target) {
    byte[] piece = given.isEmpty() ? new byte[0] : given.remove();
    if (piece.length != target.length) {
      throw new VectorMismatch(
          "%d random bytes are drawn where the vector gives %d"
              .formatted(target.length, piece.length));
    }
    System.arraycopy(piece, 0, target, 0, piece.length);
    Arrays.fill(piece, (byte) 0);
  }

  @Override
  public long nextLong() {
    throw new VectorMismatch("a number is drawn where the vector gives bytes");
  }
}
