// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;

/// All lengths of a packet, each written as the sum it is (`docs/spec/packet.md` §1).
///
/// One geometry per consensus; these are constants of the specification, not of this program.
public final class Geometry {
  public static final int SUITE = 1;
  public static final int VERSION = 1;

  public static final int PREFIX_BYTES = 4;
  public static final int CIPHERTEXT_BYTES = 1_088 + 32;
  public static final int MAC_BYTES = 32;
  public static final int SLOT_BYTES = 4 + 4 + 32 + MAC_BYTES;
  public static final int STRIDE_BYTES = SLOT_BYTES + CIPHERTEXT_BYTES;
  public static final int SLOTS = 5;
  public static final int ROUTING_BYTES = (SLOTS - 1) * STRIDE_BYTES + SLOT_BYTES;
  public static final int HEADER_BYTES =
      PREFIX_BYTES + CIPHERTEXT_BYTES + ROUTING_BYTES + MAC_BYTES;

  public static final int PACKET_BYTES = 32_768;
  public static final int BODY_BYTES = PACKET_BYTES - HEADER_BYTES;
  public static final int TAG_BYTES = 32;
  public static final int PAYLOAD_BYTES = BODY_BYTES - TAG_BYTES;

  public static final int REPLY_KEY_BYTES = 32;
  public static final int SURB_BYTES = HEADER_BYTES + 32 + REPLY_KEY_BYTES;

  public static final int FRAGMENT_HEADER_BYTES = 64;
  public static final int SHARD_BYTES = PAYLOAD_BYTES - FRAGMENT_HEADER_BYTES;

  public static final int FRAME_HEADER_BYTES = 4;
  public static final int FRAME_BYTES = FRAME_HEADER_BYTES + PACKET_BYTES;

  /// Relays on a path, the exit included.
  public static final int MIN_HOPS = 3;

  public static final int MAX_HOPS = SLOTS;
  public static final int DEFAULT_HOPS = 4;

  private Geometry() {}

  /// The name of this geometry in the consensus and in HELLO, so that networks of two shapes never
  /// mix (C-2).
  public static Fixed32 digest() {
    ByteBuffer numbers = ByteBuffer.allocate(1 + 1 + 4 + 4 + 1 + 1);
    numbers.put((byte) SUITE).put((byte) VERSION).putInt(PACKET_BYTES).putInt(HEADER_BYTES);
    numbers.put((byte) SLOTS).put((byte) SLOT_BYTES);
    return Sha256.of("nightmail-v1 geometry".getBytes(StandardCharsets.US_ASCII), numbers.array());
  }
}
