// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import nightmail.proto.bytes.Fixed32;

/// The exact bytes that a signature covers. Every variable part carries its length, so nothing can
/// slide between neighbours. With t = length of the kind's name:
///
/// | offset | bytes | meaning |
/// |---|---|---|
/// | 0 | 17 | "nightmail-dir-v1" and 0x00 |
/// | 17 | 2 | t |
/// | 19 | t | name of the kind, ASCII |
/// | 19 + t | 32 | network id |
/// | 51 + t | 2 | 0x0020 |
/// | 53 + t | 32 | key id of the signer |
/// | 85 + t | 8 | context number |
/// | 93 + t | 8 | payload length |
/// | 101 + t | 64 | SHA-512(payload) |
///
/// Integers are big-endian. Source: `docs/spec/directory.md` §3.
final class PreImage {
  private static final byte[] LABEL = "nightmail-dir-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SHA512_BYTES = 64;
  static final int FIXED_BYTES =
      LABEL.length + 2 + Fixed32.BYTES + 2 + Fixed32.BYTES + 8 + 8 + SHA512_BYTES;

  private PreImage() {}

  static byte[] of(
      DocumentKind<?> kind, Fixed32 network, Fixed32 signer, long number, byte[] payload) {
    byte[] name = kind.label().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(FIXED_BYTES + name.length)
        .put(LABEL)
        .putShort((short) name.length)
        .put(name)
        .put(network.toBytes())
        .putShort((short) Fixed32.BYTES)
        .put(signer.toBytes())
        .putLong(number)
        .putLong(payload.length)
        .put(sha512(payload))
        .array();
  }

  private static byte[] sha512(byte[] payload) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(payload);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
