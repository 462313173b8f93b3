// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The key stream of one file: AES-256-CTR from a counter of zero.
///
/// A key is drawn for each file and used for one octet string at most, so the zero counter is never
/// used twice. Octet `o` of a file meets block `o / 16`, so any part can be read alone. Nothing
/// here says whether octets were changed: digests do.
///
/// Owned by one thread.
final class OctetCipher {
  static final int KEY_BYTES = 32;

  private static final int BLOCK_BYTES = 16;

  private final SecretKeySpec key;
  private final Cipher cipher;
  private long position = -1;

  OctetCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES in counter mode", e);
    }
  }

  static byte[] drawKey(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  /// Encrypts or decrypts in place: `length` octets that stand at `offset` of the file. Cheapest
  /// where the last call ended.
  void apply(long offset, byte[] octets, int at, int length) {
    try {
      if (offset != position) {
        seek(offset);
      }
      cipher.update(octets, at, length, octets, at);
      position = offset + length;
    } catch (ShortBufferException e) {
      throw new IllegalStateException("counter mode keeps lengths", e);
    }
  }

  private void seek(long offset) throws ShortBufferException {
    byte[] counter = ByteBuffer.allocate(BLOCK_BYTES).putLong(8, offset / BLOCK_BYTES).array();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("key and counter are right by construction", e);
    }
    int skipped = (int) (offset % BLOCK_BYTES);
    cipher.update(new byte[skipped], 0, skipped, new byte[BLOCK_BYTES]);
  }
}
