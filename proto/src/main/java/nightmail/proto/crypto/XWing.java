// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.DecapsulateException;
import javax.crypto.KEM;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// X-Wing: one key encapsulation that holds while either X25519 or ML-KEM-768 does.
///
/// Both run side by side; the secret is SHA3-256 over both secrets, the X25519 ciphertext and key,
/// and a label. The private key is a seed of 32 bytes that SHAKE-256 stretches into both halves.
/// Layouts: public key = ML-KEM 1,184 ‖ X25519 32; ciphertext = ML-KEM 1,088 ‖ X25519 32.
///
/// ML-KEM is the JDK's, X25519 Bouncy Castle's: the quicker of each here. Source:
/// draft-connolly-cfrg-xwing-kem-10; `docs/spec/packet.md`, K-1 to K-4.
public final class XWing {
  public static final int PUBLIC_KEY_BYTES = MlKem768.PUBLIC_BYTES + X25519.POINT_SIZE;
  public static final int CIPHERTEXT_BYTES = MlKem768.CIPHERTEXT_BYTES + X25519.POINT_SIZE;
  public static final int SEED_BYTES = 32;
  public static final int SECRET_BYTES = 32;

  /// Randomness of one encapsulation: ML-KEM 32 ‖ X25519 32.
  public static final int COINS_BYTES = 64;

  private static final int HALF_BYTES = 32;
  private static final byte[] LABEL = "\\.//^\\".getBytes(StandardCharsets.US_ASCII);

  private XWing() {}

  /// What one encapsulation yields; both arrays are the receiver's.
  ///
  /// @param ciphertext 1,120 bytes for the holder of the private key
  /// @param secret 32 bytes, to be overwritten after use
  @SuppressWarnings("ArrayRecordComponent") // passes from hand to hand once, never compared
  public record Encapsulation(byte[] ciphertext, byte[] secret) {}

  /// A public key of 1,216 bytes.
  ///
  /// Safe for any thread.
  public static final class PublicKey {
    private final byte[] bytes;
    private final byte[] x25519;
    private final java.security.PublicKey mlkem;

    private PublicKey(byte[] bytes) {
      this.bytes = bytes;
      this.x25519 = Arrays.copyOfRange(bytes, MlKem768.PUBLIC_BYTES, PUBLIC_KEY_BYTES);
      this.mlkem = MlKem768.publicKey(bytes);
    }

    /// A key from outside, copied: empty (`bad_key`) on a wrong length, an ML-KEM coefficient that
    /// is not reduced, or an X25519 point of small order (K-3, TK-5). Costs about 0.1 ms.
    public static Optional<PublicKey> parse(byte[] bytes) {
      return bytes.length == PUBLIC_KEY_BYTES
              && MlKem768.coefficientsAreReduced(bytes)
              && !isSmallOrder(bytes, MlKem768.PUBLIC_BYTES)
          ? Optional.of(new PublicKey(bytes.clone()))
          : Optional.empty();
    }

    /// As [#parse], for a key that was checked before; only the length is looked at.
    ///
    /// @throws IllegalArgumentException on another length
    public static PublicKey of(byte[] bytes) {
      if (bytes.length != PUBLIC_KEY_BYTES) {
        throw new IllegalArgumentException("1,216 bytes of key wanted, not " + bytes.length);
      }
      return new PublicKey(bytes.clone());
    }

    /// Encapsulates with `coins`, 64 fresh random bytes, which the caller overwrites.
    ///
    /// @throws IllegalArgumentException for a key that [#parse] would have refused
    public Encapsulation encapsulate(byte[] coins, Engine engine) {
      KEM.Encapsulated inner = MlKem768.encapsulate(mlkem, coins);
      byte[] ephemeral = new byte[HALF_BYTES];
      byte[] shared = new byte[HALF_BYTES];
      X25519.scalarMultBase(coins, HALF_BYTES, ephemeral, 0);
      if (!X25519.calculateAgreement(coins, HALF_BYTES, x25519, 0, shared, 0)) {
        throw new IllegalArgumentException("X25519 key of small order");
      }
      byte[] ciphertext = Arrays.copyOf(inner.encapsulation(), CIPHERTEXT_BYTES);
      System.arraycopy(ephemeral, 0, ciphertext, MlKem768.CIPHERTEXT_BYTES, HALF_BYTES);
      byte[] secret = new byte[SECRET_BYTES];
      combine(secret, inner.key().getEncoded(), shared, ephemeral, x25519, engine);
      return new Encapsulation(ciphertext, secret);
    }

    /// A copy of the 1,216 bytes.
    public byte[] toBytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "XWing.PublicKey";
    }
  }

  /// A private key, expanded once and kept so until its epoch ends.
  ///
  /// Safe for any thread; [#erase] belongs to the owner, and a decapsulation that it overtakes
  /// yields a useless secret, which ends as a wrong header MAC.
  public static final class KeyPair {
    private final SecretBytes seed;
    private final byte[] scalar;
    private final KEM.Decapsulator mlkem;
    private final PublicKey publicKey;

    private KeyPair(SecretBytes seed) {
      this.seed = seed;
      byte[] stretched = stretch(seed.exposedBytes());
      var grown = MlKem768.grow(Arrays.copyOf(stretched, MlKem768.SEED_BYTES));
      this.scalar = Arrays.copyOfRange(stretched, MlKem768.SEED_BYTES, stretched.length);
      this.mlkem = MlKem768.decapsulator(grown);
      byte[] key = Arrays.copyOf(grown.getPublicKey(), PUBLIC_KEY_BYTES);
      X25519.scalarMultBase(scalar, 0, key, MlKem768.PUBLIC_BYTES);
      this.publicKey = new PublicKey(key);
      Arrays.fill(stretched, (byte) 0);
    }

    /// The pair that grows from a seed of 32 bytes, which is copied.
    ///
    /// @throws IllegalArgumentException on another length
    public static KeyPair fromSeed(SecretBytes seed) {
      if (seed.length() != SEED_BYTES) {
        throw new IllegalArgumentException("32 bytes of seed wanted, not " + seed.length());
      }
      return new KeyPair(SecretBytes.copyOf(seed.exposedBytes()));
    }

    public PublicKey publicKey() {
      return publicKey;
    }

    /// The 32 bytes to keep in a key file; still owned by this pair.
    public SecretBytes seed() {
      return seed;
    }

    /// Opens the 1,120 bytes of `source` from `offset` into 32 bytes of `secret`.
    ///
    /// `false`, with `secret` unspecified, if the X25519 point is of small order or the JDK refuses
    /// (K-4); the caller then goes on with a secret of its own (U-4). Both halves are computed
    /// either way, so that the time tells nothing. A forged ML-KEM half is not noticed here: it
    /// yields an unpredictable secret.
    public boolean decapsulate(byte[] source, int offset, byte[] secret, Engine engine) {
      int point = offset + MlKem768.CIPHERTEXT_BYTES;
      System.arraycopy(source, offset, engine.mlkemCiphertext, 0, MlKem768.CIPHERTEXT_BYTES);
      byte[] inner = decapsulateMlkem(engine.mlkemCiphertext);
      byte[] ephemeral = Arrays.copyOfRange(source, point, point + HALF_BYTES);
      byte[] shared = new byte[HALF_BYTES];
      boolean agreed = X25519.calculateAgreement(scalar, 0, ephemeral, 0, shared, 0);
      combine(secret, inner, shared, ephemeral, publicKey.x25519, engine);
      return agreed && inner.length == SECRET_BYTES;
    }

    /// Overwrites the seed and the X25519 scalar. The JDK's expanded ML-KEM key cannot be
    /// overwritten; it goes when this pair is collected.
    public void erase() {
      seed.erase();
      Arrays.fill(scalar, (byte) 0);
    }

    private byte[] decapsulateMlkem(byte[] ciphertext) {
      try {
        return mlkem.decapsulate(ciphertext).getEncoded();
      } catch (DecapsulateException | RuntimeException e) {
        return new byte[0]; // the one answer to anything the JDK dislikes (U-4)
      }
    }
  }

  private static void combine(
      byte[] secret, byte[] mlkem, byte[] x25519, byte[] ephemeral, byte[] key, Engine engine) {
    engine.sha3(secret, mlkem, x25519, ephemeral, key, LABEL);
    Arrays.fill(mlkem, (byte) 0);
    Arrays.fill(x25519, (byte) 0);
  }

  private static byte[] stretch(byte[] seed) {
    SHAKEDigest shake = new SHAKEDigest(256);
    shake.update(seed, 0, seed.length);
    byte[] stretched = new byte[MlKem768.SEED_BYTES + HALF_BYTES];
    shake.doFinal(stretched, 0, stretched.length);
    return stretched;
  }

  private static boolean isSmallOrder(byte[] source, int offset) {
    byte[] scalar = new byte[HALF_BYTES];
    return !X25519.calculateAgreement(scalar, 0, source, offset, new byte[HALF_BYTES], 0);
  }
}
