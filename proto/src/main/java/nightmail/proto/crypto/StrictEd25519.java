// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Ed25519 (RFC 8032) that everybody answers alike: `S < L`, canonical `A` and `R`, `A` not of
/// small order (`docs/spec/directory.md`, SG-4).
///
/// RFC 8032 leaves room where verifiers differ; two nodes that differ about a document would split
/// the network. Bouncy Castle computes, the encodings are checked here too, so that a more lenient
/// release of it changes nothing.
///
/// Safe for any thread.
final class StrictEd25519 {
  static final int KEY_BYTES = 32;
  static final int SEED_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private static final HexFormat HEX = HexFormat.of();

  /// 2²⁵⁵ − 19, little-endian.
  private static final byte[] PRIME =
      HEX.parseHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  /// Order of the base point, little-endian.
  private static final byte[] ORDER =
      HEX.parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  /// The y coordinates of the eight points of small order.
  private static final List<byte[]> SMALL_ORDER =
      List.of(
          HEX.parseHex("0000000000000000000000000000000000000000000000000000000000000000"),
          HEX.parseHex("0100000000000000000000000000000000000000000000000000000000000000"),
          HEX.parseHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          HEX.parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          HEX.parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

  private StrictEd25519() {}

  /// Whether 32 bytes are the canonical encoding of a point that is not of small order.
  static boolean isPublicKey(byte[] key) {
    if (key.length != KEY_BYTES || !isBelow(withoutSign(key), PRIME)) {
      return false;
    }
    byte[] y = withoutSign(key);
    return SMALL_ORDER.stream().noneMatch(small -> Arrays.equals(small, y))
        && Ed25519.validatePublicKeyPartial(key, 0);
  }

  static byte[] publicKey(byte[] seed) {
    byte[] key = new byte[KEY_BYTES];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return key;
  }

  static byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
    byte[] signature = new byte[SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_BYTES
        && isPublicKey(publicKey)
        && isBelow(withoutSign(Arrays.copyOf(signature, 32)), PRIME)
        && isBelow(Arrays.copyOfRange(signature, 32, 64), ORDER)
        && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
  }

  private static byte[] withoutSign(byte[] point) {
    byte[] y = point.clone();
    y[31] &= 0x7f;
    return y;
  }

  /// Compares little-endian; only public values come here, so time may vary.
  private static boolean isBelow(byte[] value, byte[] bound) {
    for (int i = bound.length - 1; i >= 0; i--) {
      int order = Byte.compareUnsigned(value[i], bound[i]);
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
