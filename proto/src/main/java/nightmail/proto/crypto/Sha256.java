// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import nightmail.proto.bytes.Fixed32;

/// SHA-256 from the JDK, for everything that is hashed once and not on the way of a packet.
///
/// Safe for any thread.
public final class Sha256 {
  public static final int BYTES = 32;

  private Sha256() {}

  /// The digest of all parts, one after the other.
  public static Fixed32 of(byte[]... parts) {
    MessageDigest digest = instance();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return Fixed32.of(digest.digest());
  }

  /// A fresh digest, for input that comes in pieces; owned by the caller.
  public static MessageDigest instance() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
