// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import nightmail.node.net.EventLoops;
import nightmail.proto.link.CloseCode;
import nightmail.proto.link.Frame;
import nightmail.proto.packet.DropReason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Frames cut out of a stream.
@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
final class FrameDecoderTest {
  private static final int FRAMES_PER_CUT_TEST = 3;

  @BeforeAll
  static void hideMachine() {
    EventLoops.hideMachine();
  }

  @Test
  @DisplayName("L-10: a frame in one piece is one frame")
  void wholeFrameIsOneFrame() {
    EmbeddedChannel channel = open();

    write(channel, packetFrame(5));

    assertArrayEquals(LinkPair.packet(5), packetIn(channel));
    assertNull(channel.readInbound());
  }

  @Test
  @DisplayName("L-10: a frame that comes octet by octet is one frame")
  void octetByOctetIsOneFrame() {
    EmbeddedChannel channel = open();
    byte[] frame = packetFrame(6);

    for (byte octet : frame) {
      write(channel, octet);
    }

    assertArrayEquals(LinkPair.packet(6), packetIn(channel));
  }

  @Test
  @DisplayName("L-10: frames cut where TLS cuts them are whole frames")
  void framesCutByRecordsAreWhole() {
    EmbeddedChannel channel = open();
    for (int i = 0; i < FRAMES_PER_CUT_TEST; i++) {
      byte[] frame = packetFrame(i);
      write(channel, Arrays.copyOfRange(frame, 0, 16_384));
      write(channel, Arrays.copyOfRange(frame, 16_384, 32_768));
      write(channel, Arrays.copyOfRange(frame, 32_768, 32_772));
    }

    for (int i = 0; i < FRAMES_PER_CUT_TEST; i++) {
      assertArrayEquals(LinkPair.packet(i), packetIn(channel));
    }
  }

  @Test
  @DisplayName("L-9, A28: an unknown type or a flag is a fault as soon as it is seen")
  void faultIsSeenInTheHeader() {
    for (byte[] header : List.of(new byte[] {4, 0, 0, 0}, new byte[] {0, 1, 0, 0})) {
      EmbeddedChannel channel = open();

      write(channel, header);

      assertEquals(DropReason.FORMAT, channel.readInbound());
    }
  }

  @Test
  @DisplayName("L-9: nothing is read after a fault")
  void nothingIsReadAfterFault() {
    EmbeddedChannel channel = open();
    write(channel, new byte[] {99, 0, 0, 0});
    assertEquals(DropReason.FORMAT, channel.readInbound());

    write(channel, packetFrame(1));

    assertNull(channel.readInbound());
  }

  @Test
  @DisplayName("L-9: a frame cut off by the end is a fault of size")
  void frameCutOffIsFault() {
    EmbeddedChannel channel = open();
    write(channel, Arrays.copyOf(packetFrame(1), 20_000));

    var _ = channel.finish();

    assertEquals(DropReason.SIZE, channel.readInbound());
  }

  @Test
  @DisplayName("L-10: a CLOSE must end in zero bytes")
  void closeWithMoreThanItsCodeIsFault() {
    EmbeddedChannel channel = open();
    byte[] close = new Frame.Close(CloseCode.SHUTDOWN).encode();
    close[close.length - 1] = 1;

    write(channel, close);

    assertEquals(DropReason.FORMAT, channel.readInbound());
  }

  /// Whatever comes, in two pieces, is frames and at most one fault, and never an exception.
  @FuzzTest
  void anyOctetsAreFramesOrOneFault(byte[] octets) {
    EmbeddedChannel channel = open();
    write(channel, Arrays.copyOf(octets, octets.length / 2));
    write(channel, Arrays.copyOfRange(octets, octets.length / 2, octets.length));
    var _ = channel.finish();

    int faults = 0;
    for (Object seen = channel.readInbound(); seen != null; seen = channel.readInbound()) {
      faults += seen instanceof DropReason ? 1 : 0;
    }
    assertEquals(Math.min(faults, 1), faults);
  }

  private static EmbeddedChannel open() {
    return new EmbeddedChannel(new FrameDecoder());
  }

  private static byte[] packetFrame(int fill) {
    return new Frame.Packet(LinkPair.packet(fill)).encode();
  }

  private static byte[] packetIn(EmbeddedChannel channel) {
    return assertInstanceOf(Frame.Packet.class, channel.readInbound()).body();
  }

  private static void write(EmbeddedChannel channel, byte... octets) {
    var _ = channel.writeInbound(Unpooled.wrappedBuffer(octets));
  }
}
