// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.util.Arrays;
import java.util.Optional;

/// An Ed25519 and an ML-DSA-65 signature over the same bytes, 64 and 3,309 bytes; says nothing
/// until [HybridPublicKey#verify] has.
///
/// Safe for any thread.
public final class HybridSignature {
  public static final int ED25519_BYTES = StrictEd25519.SIGNATURE_BYTES;
  public static final int MLDSA65_BYTES = MlDsa65.SIGNATURE_BYTES;

  private final byte[] ed25519;
  private final byte[] mldsa65;

  private HybridSignature(byte[] ed25519, byte[] mldsa65) {
    this.ed25519 = ed25519;
    this.mldsa65 = mldsa65;
  }

  /// Copies both halves; empty unless both have their exact length.
  public static Optional<HybridSignature> parse(byte[] ed25519, byte[] mldsa65) {
    return ed25519.length == ED25519_BYTES && mldsa65.length == MLDSA65_BYTES
        ? Optional.of(new HybridSignature(ed25519.clone(), mldsa65.clone()))
        : Optional.empty();
  }

  /// As [#parse], for lengths known to be right.
  ///
  /// @throws IllegalArgumentException if a length is wrong
  public static HybridSignature of(byte[] ed25519, byte[] mldsa65) {
    return parse(ed25519, mldsa65)
        .orElseThrow(() -> new IllegalArgumentException("64 and 3,309 bytes wanted"));
  }

  /// A copy of the 64 bytes.
  public byte[] ed25519() {
    return ed25519.clone();
  }

  /// A copy of the 3,309 bytes.
  public byte[] mldsa65() {
    return mldsa65.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HybridSignature that
        && Arrays.equals(ed25519, that.ed25519)
        && Arrays.equals(mldsa65, that.mldsa65);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ed25519) + Arrays.hashCode(mldsa65);
  }

  @Override
  public String toString() {
    return "HybridSignature";
  }
}
