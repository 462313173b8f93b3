// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import javax.crypto.SecretKey;

/// A 32-byte key slot to be filled again and again, so that the bare sums make no key objects.
final class ReusedKey implements SecretKey {
  private final String algorithm;
  private final transient byte[] bytes = new byte[32];

  ReusedKey(String algorithm) {
    this.algorithm = algorithm;
  }

  ReusedKey load(byte[] source) {
    System.arraycopy(source, 0, bytes, 0, bytes.length);
    return this;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /// A copy: the JDK overwrites what it gets.
  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }
}
