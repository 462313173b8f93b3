// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// All chance of a simulation, from one seed: a source of its own for each entity and purpose, so
/// that nothing one draws shifts another.
///
/// Seed of a source: SHA-256("nightmail-sim-rng-1" ‖ u64 seed ‖ entity ‖ 0 ‖ purpose), for
/// `L64X128MixRandom`.
public final class Chance {
  private static final String LABEL = "nightmail-sim-rng-1";
  private static final String ALGORITHM = "L64X128MixRandom";

  private final long seed;

  public Chance(long seed) {
    this.seed = seed;
  }

  public long seed() {
    return seed;
  }

  public RandomGenerator of(String entity, String purpose) {
    return RandomGeneratorFactory.of(ALGORITHM).create(seedOf(entity, purpose));
  }

  /// For cryptography, which insists on a `SecureRandom`. Neither secure nor random.
  public InsecureFixedRandom secureOf(String entity, String purpose) {
    return new InsecureFixedRandom(of(entity, purpose));
  }

  private byte[] seedOf(String entity, String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(LABEL.getBytes(StandardCharsets.US_ASCII));
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
      digest.update(entity.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
