// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.util.Arrays;
import javax.crypto.SecretKey;

/// A 32-byte key slot that is filled again for each use, so that no key lingers in a
/// `SecretKeySpec` that cannot be overwritten.
///
/// Owned by one [Engine].
final class WorkingKey implements SecretKey {
  static final int BYTES = 32;

  private final String algorithm;
  private final transient byte[] bytes = new byte[BYTES];

  WorkingKey(String algorithm) {
    this.algorithm = algorithm;
  }

  WorkingKey load(byte[] source, int offset) {
    System.arraycopy(source, offset, bytes, 0, BYTES);
    return this;
  }

  void erase() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /// A copy, which the JDK overwrites after use.
  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }
}
