// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.SecretBytes;

/// A mix key on disk, sealed with the node's storage key (`docs/spec/replay.md` KF-1).
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8, 2, 2, 4 | "NMMIXKEY"; version 1; 1 = AES-256-GCM; 0 |
/// | 16 | 8, 8, 8 | key epoch; accept-from, accept-until in Unix seconds |
/// | 40 | 32, 12 | SHA-256 of the public key; nonce |
/// | 84 | 48 | the seed of 32 bytes and its tag; bytes 0…83 are authenticated with it |
///
/// @param seed X-Wing secret key, 32 bytes; the record does not own it and cannot erase it
public record KeyFile(
    long keyEpoch, long acceptFrom, long acceptUntil, Fixed32 publicKeyDigest, SecretBytes seed) {
  public static final int BYTES = 84 + 32 + 16;
  public static final int NONCE_BYTES = 12;
  public static final int SEED_BYTES = 32;
  public static final int STORAGE_KEY_BYTES = 32;

  private static final byte[] MAGIC = "NMMIXKEY".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int AES_256_GCM = 1;
  private static final int NONCE_OFFSET = 72;
  private static final int SEALED_OFFSET = NONCE_OFFSET + NONCE_BYTES;
  private static final int TAG_BITS = 128;

  /// @throws IllegalArgumentException unless the seed is 32 bytes
  public KeyFile {
    if (seed.length() != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
  }

  /// The 132 bytes of the file.
  ///
  /// @param storageKey 32 bytes
  /// @param nonce 12 random bytes, never used with this storage key before
  public byte[] seal(SecretBytes storageKey, byte[] nonce) {
    ByteWriter out = new ByteWriter(BYTES);
    out.bytes(MAGIC).u16(VERSION).u16(AES_256_GCM).u32(0);
    out.u64(keyEpoch).u64(acceptFrom).u64(acceptUntil).fixed32(publicKeyDigest).bytes(nonce);
    if (out.position() != SEALED_OFFSET) {
      throw new IllegalArgumentException("a nonce has 12 bytes");
    }
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, storageKey, out.array());
      return out.bytes(cipher.doFinal(seed.exposedBytes())).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /// Reads the file; empty if anything in it is not as sealed under this key, and then the node
  /// must not start. Whether the seed makes the public key of the digest is the caller's to check.
  public static Optional<KeyFile> open(byte[] file, SecretBytes storageKey) {
    ByteReader in = new ByteReader(file);
    in.demand(file.length == BYTES);
    in.demandBytes(MAGIC);
    in.demand(in.u16() == VERSION);
    in.demand(in.u16() == AES_256_GCM);
    in.demandZeros(4);
    long keyEpoch = in.u64();
    long acceptFrom = in.u64();
    long acceptUntil = in.u64();
    Fixed32 digest = in.fixed32();
    return in.ok()
        ? unsealed(file, storageKey)
            .map(seed -> new KeyFile(keyEpoch, acceptFrom, acceptUntil, digest, seed))
        : Optional.empty();
  }

  private static Optional<SecretBytes> unsealed(byte[] file, SecretBytes storageKey) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, storageKey, file);
      byte[] seed = cipher.doFinal(file, SEALED_OFFSET, BYTES - SEALED_OFFSET);
      return Optional.of(SecretBytes.owning(seed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, SecretBytes storageKey, byte[] file)
      throws GeneralSecurityException {
    byte[] nonce = Arrays.copyOfRange(file, NONCE_OFFSET, SEALED_OFFSET);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec key = new SecretKeySpec(storageKey.exposedBytes(), "AES");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(file, 0, SEALED_OFFSET);
    return cipher;
  }
}
