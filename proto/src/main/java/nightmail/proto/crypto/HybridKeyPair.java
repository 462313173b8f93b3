// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// An identity or signing key: signs with Ed25519 and ML-DSA-65 at once.
///
/// Grows from a seed of 64 bytes, Ed25519 seed ‖ ML-DSA-65 seed ξ, which is all a key file has to
/// keep. Signing is deterministic: the same bytes give the same signature.
///
/// Safe for any thread; [#erase] belongs to the owner.
public final class HybridKeyPair {
  public static final int SEED_BYTES = StrictEd25519.SEED_BYTES + MlDsa65.SEED_BYTES;

  private final SecretBytes seed;
  private final SecretBytes ed25519Seed;
  private final PrivateKey mldsa65;
  private final HybridPublicKey publicKey;

  private HybridKeyPair(SecretBytes seed) {
    this.seed = seed;
    byte[] bytes = seed.exposedBytes();
    byte[] mldsaSeed = Arrays.copyOfRange(bytes, StrictEd25519.SEED_BYTES, SEED_BYTES);
    KeyPair pair = MlDsa65.keyPair(mldsaSeed);
    Arrays.fill(mldsaSeed, (byte) 0);
    this.ed25519Seed = SecretBytes.owning(Arrays.copyOf(bytes, StrictEd25519.SEED_BYTES));
    this.mldsa65 = pair.getPrivate();
    this.publicKey =
        HybridPublicKey.of(
            StrictEd25519.publicKey(ed25519Seed.exposedBytes()), MlDsa65.encoded(pair.getPublic()));
  }

  /// A fresh pair; `random` is a `SecureRandom` wherever the key is real.
  public static HybridKeyPair generate(RandomGenerator random) {
    return new HybridKeyPair(SecretBytes.draw(SEED_BYTES, random));
  }

  /// The pair that grows from a seed of 64 bytes, which is copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static HybridKeyPair fromSeed(SecretBytes seed) {
    if (seed.length() != SEED_BYTES) {
      throw new IllegalArgumentException("64 bytes of seed wanted, not " + seed.length());
    }
    return new HybridKeyPair(SecretBytes.copyOf(seed.exposedBytes()));
  }

  /// The 64 bytes to keep in a key file; still owned by this pair.
  public SecretBytes seed() {
    return seed;
  }

  public HybridPublicKey publicKey() {
    return publicKey;
  }

  /// Both signatures over exactly `preimage`; the label and network id are the caller's to put in.
  public HybridSignature sign(byte[] preimage) {
    return HybridSignature.of(
        StrictEd25519.sign(ed25519Seed.exposedBytes(), publicKey.ed25519(), preimage),
        MlDsa65.sign(mldsa65, preimage));
  }

  /// Overwrites the seeds; the JDK keeps its expanded key until it is collected.
  public void erase() {
    seed.erase();
    ed25519Seed.erase();
  }
}
