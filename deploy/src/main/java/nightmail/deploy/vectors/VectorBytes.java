// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// Bytes as vectors write them: lower-case hex, `{"shake256", "length"}`, or in `out` `{"sha256",
/// "length"}`.
final class VectorBytes {
  private VectorBytes() {}

  /// The bytes of `node`, hex or grown from a label.
  ///
  /// @throws VectorMismatch if it is neither
  static byte[] of(JsonNode node) {
    if (node.isTextual()) {
      return hex(node.asText());
    }
    if (node.path("shake256").isTextual()) {
      return grow(node.path("shake256").asText(), node.path("length").asInt());
    }
    throw new VectorMismatch("bytes are missing, or written in an unknown way");
  }

  private static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new VectorMismatch("\"" + abbreviated(text) + "\" is not hexadecimal");
    }
  }

  /// `length` bytes of SHAKE-256 of `label`.
  static byte[] grow(String label, int length) {
    byte[] bytes = new byte[length];
    var shake = new SHAKEDigest(256);
    byte[] ascii = label.getBytes(StandardCharsets.UTF_8);
    shake.update(ascii, 0, ascii.length);
    shake.doFinal(bytes, 0, length);
    return bytes;
  }

  /// Fails unless `node` describes exactly `actual`.
  static void check(String what, JsonNode node, byte[] actual) {
    boolean same =
        node.path("sha256").isTextual()
            ? node.path("length").asInt() == actual.length
                && node.path("sha256").asText().equals(HexFormat.of().formatHex(sha256(actual)))
            : MessageDigest.isEqual(of(node), actual);
    if (!same) {
      throw new VectorMismatch(
          what
              + " is "
              + abbreviated(HexFormat.of().formatHex(actual))
              + " here, "
              + abbreviated(node.toString())
              + " there");
    }
  }

  /// Fails unless the two are equal.
  static void check(String what, Object wanted, Object actual) {
    if (!wanted.equals(actual)) {
      throw new VectorMismatch(what + " is " + actual + " here, " + wanted + " there");
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 72 ? text : text.substring(0, 72) + "…";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
