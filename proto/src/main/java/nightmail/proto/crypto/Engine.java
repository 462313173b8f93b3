// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The bulk primitives of suite 1, looked up once: HMAC-SHA-256, HKDF-SHA-256, AES-256-CTR and
/// SHA3-256, all of the JDK, whose intrinsics are far quicker than any pure Java.
///
/// Whoever works on packets makes one and keeps it: looking primitives up for each packet would
/// cost as much as using them. Keys are 32 bytes throughout. Source: `docs/spec/packet.md` §1, §2.
///
/// Owned by one thread at a time, a crypto worker or a core. Between two calls it holds the last
/// bytes that passed the cipher and what the JDK keeps inside of it, nothing else that is secret.
public final class Engine {
  public static final int MAC_BYTES = 32;
  public static final int KEY_BYTES = WorkingKey.BYTES;

  /// The JDK copies its whole input when asked to work in place; pieces that pass through a small
  /// array of ours cost no garbage and half the time. Sixteen divides it.
  private static final int CHUNK_BYTES = 8_192;

  private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[16]);

  private final Mac mac;
  private final Cipher stream;
  private final MessageDigest sha3;
  private final WorkingKey macKey = new WorkingKey("HmacSHA256");
  private final WorkingKey streamKey = new WorkingKey("AES");
  private final byte[] output = new byte[MAC_BYTES];
  private final byte[] chunk = new byte[CHUNK_BYTES];

  /// Room for one ML-KEM ciphertext, which the JDK takes only as a whole array; nothing secret.
  final byte[] mlkemCiphertext = new byte[MlKem768.CIPHERTEXT_BYTES];

  /// Room for what [Lioness] works with; overwritten there after use.
  final Lioness.Room lioness = new Lioness.Room();

  public Engine() {
    try {
      mac = Mac.getInstance("HmacSHA256");
      stream = Cipher.getInstance("AES/CTR/NoPadding");
      sha3 = MessageDigest.getInstance("SHA3-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has HMAC-SHA-256, AES-CTR and SHA3-256", e);
    }
  }

  /// The info string of an HKDF expansion to at most 32 bytes, ready to be hashed.
  public static byte[] label(String info) {
    return (info + "\u0001").getBytes(StandardCharsets.US_ASCII);
  }

  /// HMAC-SHA-256 of `length` bytes of `data` into 32 bytes of `target`, which may overlap.
  public void mac(
      byte[] key, byte[] data, int offset, int length, byte[] target, int targetOffset) {
    useMacKey(key);
    finishMac(data, offset, length, target, targetOffset);
  }

  /// HKDF-Extract: HMAC with `salt`, of any length, as key.
  public byte[] extract(byte[] salt, byte[] secret) {
    try {
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
    byte[] prk = new byte[MAC_BYTES];
    finishMac(secret, 0, secret.length, prk, 0);
    return prk;
  }

  /// HKDF-Expand of one `prk`: for each of `labels` (see [#label]) fills the target beside it, 1 to
  /// 32 bytes long.
  public void expand(byte[] prk, byte[][] labels, byte[][] targets) {
    useMacKey(prk);
    for (int i = 0; i < labels.length; i++) {
      finishMac(labels[i], 0, labels[i].length, output, 0);
      System.arraycopy(output, 0, targets[i], 0, targets[i].length);
    }
    Arrays.fill(output, (byte) 0);
  }

  /// XORs the AES-256-CTR key stream under `key`, counter from zero, onto `data` in place.
  ///
  /// Right only for keys used once, as all stream keys here are (K-6).
  public void xorStream(byte[] key, byte[] data, int offset, int length) {
    try {
      stream.init(Cipher.ENCRYPT_MODE, streamKey.load(key, 0), ZERO_IV);
      for (int done = 0; done < length; done += CHUNK_BYTES) {
        xorChunk(data, offset + done, Math.min(CHUNK_BYTES, length - done));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-CTR takes 32 bytes of key", e);
    } finally {
      streamKey.erase();
    }
  }

  private void xorChunk(byte[] data, int offset, int length) throws ShortBufferException {
    int done = stream.update(data, offset, length, chunk, 0);
    if (done != length) {
      throw new IllegalStateException("a stream cipher kept bytes back");
    }
    System.arraycopy(chunk, 0, data, offset, length);
  }

  /// SHA3-256 of all parts into 32 bytes of `target`.
  void sha3(byte[] target, byte[]... parts) {
    for (byte[] part : parts) {
      sha3.update(part);
    }
    try {
      sha3.digest(target, 0, target.length);
    } catch (DigestException e) {
      throw new IllegalArgumentException("32 bytes of room wanted", e);
    }
  }

  private void useMacKey(byte[] key) {
    try {
      mac.init(macKey.load(key, 0));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    } finally {
      macKey.erase();
    }
  }

  private void finishMac(byte[] data, int offset, int length, byte[] target, int targetOffset) {
    mac.update(data, offset, length);
    try {
      mac.doFinal(target, targetOffset);
    } catch (ShortBufferException e) {
      throw new IllegalArgumentException("32 bytes of room wanted", e);
    }
  }
}
