// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.vector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// One case: what goes in, what comes out, or why it is dropped.
///
/// @param valid whether `result` is "valid"; otherwise `reason` says what it is dropped as
public record VectorCase(
    String id, String comment, boolean valid, String reason, JsonNode in, JsonNode out) {

  static VectorCase of(JsonNode test) {
    return new VectorCase(
        test.path("id").asText(),
        test.path("comment").asText(),
        test.path("result").asText().equals("valid"),
        test.path("reason").asText(),
        test.path("in"),
        test.path("out"));
  }

  /// The bytes of `in.<name>`.
  public byte[] bytes(String name) {
    return bytes(in.path(name));
  }

  /// Bytes as the format writes them: hexadecimal, or grown by SHAKE-256 from a label.
  public static byte[] bytes(JsonNode node) {
    return node.isObject()
        ? grow(node.path("shake256").asText(), node.path("length").asInt())
        : HexFormat.of().parseHex(node.asText());
  }

  /// `length` bytes of SHAKE-256(label).
  public static byte[] grow(String label, int length) {
    SHAKEDigest shake = new SHAKEDigest(256);
    byte[] bytes = label.getBytes(US_ASCII);
    shake.update(bytes, 0, bytes.length);
    byte[] grown = new byte[length];
    shake.doFinal(grown, 0, length);
    return grown;
  }

  /// Asserts that `actual` is what `node` says: hexadecimal, or a length and a SHA-256.
  public void assertBytes(JsonNode node, byte[] actual, String what) {
    if (node.isObject()) {
      assertEquals(node.path("length").asInt(), actual.length, id + " " + what);
      Fixed32 wanted = Fixed32.parseHex(node.path("sha256").asText());
      assertEquals(wanted, Sha256.of(actual), id + " " + what);
    } else {
      assertEquals(node.asText(), HexFormat.of().formatHex(actual), id + " " + what);
    }
  }

  @Override
  public String toString() {
    return id + " " + comment;
  }
}
