// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.RelayId;
import org.junit.jupiter.api.Test;

class FrameTest {
  static Hello hello(Random random) {
    return new Hello(
        Fixed32.of(Seeds.bytes(random, 32)),
        1,
        1,
        RelayId.of(Seeds.bytes(random, 32)),
        RelayId.of(Seeds.bytes(random, 32)),
        random.nextLong(),
        random.nextLong(),
        Fixed32.of(Seeds.bytes(random, 32)),
        Fixed32.of(Seeds.bytes(random, 32)));
  }

  private static Frame frame(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Frame.Packet(Seeds.bytes(random, Geometry.PACKET_BYTES));
      case 1 -> new Frame.Greeting(hello(random));
      case 2 -> Frame.Ping.of(random);
      default -> new Frame.Close(CloseCode.of(random.nextInt(1, 11)).orElseThrow());
    };
  }

  private static void assertRefused(byte[] frame, int offset, int value) {
    byte[] changed = frame.clone();
    changed[offset] = (byte) value;
    assertTrue(Frame.decode(changed).isEmpty(), "byte " + offset + " as " + value);
  }

  /// L-10: every frame has 32,772 bytes.
  @Test
  void everyFrameSurvivesItsEncoding() {
    Seeds.forEach(
        200,
        random -> {
          Frame frame = frame(random);

          byte[] bytes = frame.encode();
          Frame decoded = Frame.decode(bytes).orElseThrow();

          assertEquals(32_772, bytes.length);
          assertEquals(frame.getClass(), decoded.getClass());
          assertArrayEquals(bytes, decoded.encode());
        });
  }

  /// A28, L-9: unknown type, non-zero flags, spare bytes.
  @Test
  void frameWithAnUnknownHeaderIsRefused() {
    byte[] packet = new Frame.Packet(new byte[Geometry.PACKET_BYTES]).encode();

    assertRefused(packet, 0, 4);
    assertRefused(packet, 0, 0xff);
    assertRefused(packet, 1, 1);
    assertRefused(packet, 2, 1);
    assertRefused(packet, 3, 1);
  }

  /// L-9, L-10: a short frame, or one too long.
  @Test
  void frameOfAnotherLengthIsRefused() {
    assertTrue(Frame.decode(new byte[0]).isEmpty());
    assertTrue(Frame.decode(new byte[32_771]).isEmpty());
    assertTrue(Frame.decode(new byte[32_773]).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> new Frame.Packet(new byte[32_767]));
  }

  /// L-10: control frames are padded with zeros.
  @Test
  void controlFrameWithAnythingExtraIsRefused() {
    byte[] close = new Frame.Close(CloseCode.DRAINING).encode();
    byte[] greeting = new Frame.Greeting(hello(new Random(1))).encode();

    assertRefused(close, 5, 11);
    assertRefused(close, 5, 0);
    assertRefused(close, 6, 1);
    assertRefused(close, 32_771, 1);
    assertRefused(greeting, 4 + 180, 1);
  }

  /// L-11: the offsets of the page.
  @Test
  void helloStandsWhereThePageSays() {
    Hello hello = hello(new Random(2));

    byte[] body = hello.encode();

    assertEquals(hello.network(), Fixed32.at(body, 0));
    assertEquals(hello.self(), RelayId.at(body, 36));
    assertEquals(hello.peer(), RelayId.at(body, 68));
    assertEquals(hello.consensusDigest(), Fixed32.at(body, 116));
    assertEquals(hello.geometryDigest(), Fixed32.at(body, 148));
    assertEquals(Optional.of(hello), Hello.decode(body));
  }

  /// L-11: a later version is a value, so that CLOSE 2 can answer it.
  @Test
  void helloOfALaterVersionMayHaveMoreFields() {
    byte[] frame = new Frame.Greeting(hello(new Random(3))).encode();
    frame[4 + 33] = 2;
    frame[4 + 180] = 1;

    Frame decoded = Frame.decode(frame).orElseThrow();

    assertEquals(2, assertInstanceOf(Frame.Greeting.class, decoded).hello().version());
  }
}
