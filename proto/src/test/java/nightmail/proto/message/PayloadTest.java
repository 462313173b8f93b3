// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Test;

class PayloadTest {
  private static final Random RANDOM = new Random(3);
  private static final Token TOKEN = Samples.token(RANDOM);

  private static void assertRefused(byte[] payload, int offset, int value) {
    byte[] changed = payload.clone();
    changed[offset] = (byte) value;
    assertTrue(Payload.decode(changed).isEmpty(), "byte " + offset + " as " + value);
  }

  @Test
  void everyPayloadSurvivesItsEncoding() {
    Seeds.forEach(
        200,
        random -> {
          Payload payload = Samples.payload(random);

          byte[] bytes = payload.encode();
          Payload decoded = Payload.decode(bytes).orElseThrow();

          assertEquals(Geometry.PAYLOAD_BYTES, bytes.length);
          assertEquals(payload.getClass(), decoded.getClass());
          assertArrayEquals(bytes, decoded.encode());
        });
  }

  /// A28, D-4: whatever comes is refused or means what it says; nothing is thrown.
  @Test
  void changedHeadersAreRefusedOrEncodeToThemselves() {
    Seeds.forEach(
        2_000,
        random -> {
          byte[] bytes = Samples.payload(random).encode();
          for (int change = random.nextInt(1, 4); change > 0; change--) {
            bytes[random.nextInt(64)] = (byte) random.nextInt();
          }

          Optional<Payload> decoded = Payload.decode(bytes);

          decoded.ifPresent(payload -> assertArrayEquals(bytes, payload.encode()));
        });
  }

  /// T-4: wrong chunk count, k or n; a fragment or chunk that does not exist.
  @Test
  void shardThatContradictsItsLengthIsRefused() {
    byte[] data = new byte[Geometry.SHARD_BYTES];
    byte[] shard = new Payload.Shard(TOKEN, 10L << 20, 2, 190, data).encode();

    assertInstanceOf(Payload.Shard.class, Payload.decode(shard).orElseThrow());
    assertRefused(shard, 45, 3);
    assertRefused(shard, 47, 4);
    assertRefused(shard, 49, 192);
    assertRefused(shard, 51, 130);
    assertRefused(shard, 53, 191);
    assertRefused(shard, 41, 0xa5);
    assertRefused(shard, 36, 0x80);
    assertRefused(shard, 54, 1);
  }

  /// F-1: version, kind, flags, spare bytes and SURB counts are exactly as written.
  @Test
  void pollWithAnythingExtraIsRefused() {
    byte[] poll = new Payload.Poll(TOKEN, Samples.surbs(RANDOM, 2)).encode();

    assertInstanceOf(Payload.Poll.class, Payload.decode(poll).orElseThrow());
    assertRefused(poll, 0, 2);
    assertRefused(poll, 1, 0);
    assertRefused(poll, 1, 5);
    assertRefused(poll, 3, 1);
    assertRefused(poll, 43, 1);
    assertRefused(poll, 45, 1);
    assertRefused(poll, 47, 1);
    assertRefused(poll, 54, 0);
    assertRefused(poll, 54, 1);
    assertRefused(poll, 54, 5);
    assertRefused(poll, 55, 1);
    assertRefused(poll, Geometry.PAYLOAD_BYTES - 1, 1);
  }

  @Test
  void payloadOfAnotherLengthIsRefused() {
    assertTrue(Payload.decode(new byte[0]).isEmpty());
    assertTrue(Payload.decode(new byte[Geometry.PAYLOAD_BYTES - 1]).isEmpty());
    assertTrue(Payload.decode(new byte[Geometry.PAYLOAD_BYTES + 1]).isEmpty());
  }

  /// §7.1: a SINGLE of s SURBs has 26,676 − 6,060 · s bytes of room.
  @Test
  void singleFillsItsRoomAndNoByteMore() {
    List<byte[]> surbs = Samples.surbs(RANDOM, 2);
    byte[] full = new byte[14_556];
    full[14_555] = 1;

    byte[] bytes = new Payload.Single(TOKEN, surbs, full).encode();

    assertEquals(1, bytes[Geometry.PAYLOAD_BYTES - 1]);
    assertRefused(bytes, 43, 0xdd);
    assertThrows(
        IllegalArgumentException.class, () -> new Payload.Single(TOKEN, surbs, new byte[14_557]));
  }

  /// F-2: L ≤ 20,616 is a SINGLE, so no shard of it exists.
  @Test
  void shardOfAShortObjectDoesNotExist() {
    byte[] data = new byte[Geometry.SHARD_BYTES];

    assertThrows(
        IllegalArgumentException.class, () -> new Payload.Shard(TOKEN, 20_616, 0, 0, data));
  }
}
