// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Bytes that must not be printed, compared in variable time, or outlive their use.
///
/// Has identity equality only; [#matches] is the comparison, in constant time. [#erase] overwrites
/// the bytes; any use after that is a bug and throws `IllegalStateException`.
///
/// Reading is safe for any thread; `erase` belongs to the owner.
public final class SecretBytes {
  private final byte[] bytes;
  private volatile boolean erased;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of `bytes`; the caller still owns, and should overwrite, its own array.
  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /// Takes `bytes` over without a copy; the caller must not touch the array again.
  public static SecretBytes owning(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  /// `length` fresh bytes from `random`.
  public static SecretBytes draw(int length, RandomGenerator random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  public int length() {
    return bytes.length;
  }

  /// The very array, not a copy: for primitives that read it and nothing else.
  public byte[] exposedBytes() {
    if (erased) {
      throw new IllegalStateException("secret used after it was erased");
    }
    return bytes;
  }

  /// Whether both hold the same bytes; takes the same time wherever they differ.
  public boolean matches(SecretBytes other) {
    return MessageDigest.isEqual(exposedBytes(), other.exposedBytes());
  }

  /// Overwrites the bytes. May be called again.
  public void erase() {
    erased = true;
    Arrays.fill(bytes, (byte) 0);
  }

  /// Only the length.
  @Override
  public String toString() {
    return "SecretBytes[" + bytes.length + "]";
  }
}
