// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric primitives as barely as the JDK lets one call them: objects looked up once, keys
/// loaded into one slot, output into buffers of the caller, nothing erased.
///
/// Written apart from `nightmail.proto.crypto` on purpose, with the labels of the specification
/// once more: it is what that package is measured against. Keeps a [Tally].
///
/// Owned by the measuring thread.
final class Bare {
  static final int MAC_BYTES = 32;

  private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[16]);
  private static final SecretKeySpec SALT =
      new SecretKeySpec("nightmail-v1 sphinx".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

  private final Mac mac;
  private final Cipher stream;
  private final MessageDigest sha3;
  private final ReusedKey macKey = new ReusedKey("HmacSHA256");
  private final ReusedKey streamKey = new ReusedKey("AES");
  private final Tally tally = new Tally();

  Bare() {
    try {
      mac = Mac.getInstance("HmacSHA256");
      stream = Cipher.getInstance("AES/CTR/NoPadding");
      sha3 = MessageDigest.getInstance("SHA3-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has HMAC-SHA-256, AES-CTR and SHA3-256", e);
    }
  }

  Tally tally() {
    return tally;
  }

  /// The info string of an HKDF expansion to one block.
  static byte[] label(String info) {
    return (info + "\u0001").getBytes(StandardCharsets.US_ASCII);
  }

  /// HMAC-SHA-256 of `length` bytes into 32 bytes of `target`.
  void mac(byte[] key, byte[] data, int offset, int length, byte[] target, int targetOffset) {
    try {
      mac.init(macKey.load(key));
      finish(data, offset, length, target, targetOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC takes 32 bytes of key", e);
    }
  }

  /// HKDF-Extract of 32 bytes with the salt of the packet format.
  void extract(byte[] secret, byte[] prk) {
    try {
      mac.init(SALT);
      finish(secret, 0, secret.length, prk, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  /// HKDF-Expand of one `prk` under each label into 32 bytes of the target beside it.
  void expand(byte[] prk, byte[][] labels, byte[][] targets) {
    try {
      mac.init(macKey.load(prk));
      for (int i = 0; i < labels.length; i++) {
        finish(labels[i], 0, labels[i].length, targets[i], 0);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC takes 32 bytes of key", e);
    }
  }

  /// `source` under the AES-256-CTR stream of `key` into `target`, another array.
  void stream(byte[] key, byte[] source, int offset, int length, byte[] target, int targetOffset) {
    try {
      stream.init(Cipher.ENCRYPT_MODE, streamKey.load(key), ZERO_IV);
      stream.update(source, offset, length, target, targetOffset);
      tally.streamed(length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-CTR takes 32 bytes of key", e);
    }
  }

  /// One more part of the next [#sha3].
  void sha3Update(byte[] part, int offset, int length) {
    sha3.update(part, offset, length);
    tally.hashed(length);
  }

  /// SHA3-256 of the parts so far into 32 bytes of `target`.
  void sha3(byte[] target) {
    try {
      sha3.digest(target, 0, target.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("32 bytes of room", e);
    }
  }

  private void finish(byte[] data, int offset, int length, byte[] target, int targetOffset)
      throws GeneralSecurityException {
    mac.update(data, offset, length);
    mac.doFinal(target, targetOffset);
    tally.authenticated(length);
  }
}
