// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.engine;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// A `SecureRandom` that is neither: it hands out what a seeded generator draws, so that
/// cryptography in a simulation can be repeated.
@SuppressWarnings("serial") // never serialised; it lives in one simulation
public final class InsecureFixedRandom extends SecureRandom {
  private final transient RandomGenerator source;

  InsecureFixedRandom(RandomGenerator source) {
    super(null, null);
    this.source = source;
  }

  @Override
  public String getAlgorithm() {
    return "fixed";
  }

  @Override
  public void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
  }

  @Override
  public byte[] generateSeed(int numBytes) {
    byte[] seed = new byte[numBytes];
    source.nextBytes(seed);
    return seed;
  }

  @Override
  public void setSeed(long seed) {
    // Its source was fixed when it was made.
  }

  @Override
  public void setSeed(byte[] seed) {
    // As above.
  }

  @Override
  public int nextInt() {
    return source.nextInt();
  }

  @Override
  public long nextLong() {
    return source.nextLong();
  }
}
