// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
  @TempDir Path folder;

  private static byte[] frame(int type, long seed) {
    byte[] frame = new byte[Geometry.FRAME_BYTES];
    new Random(seed).nextBytes(frame);
    Arrays.fill(frame, 0, Geometry.FRAME_HEADER_BYTES, (byte) 0);
    frame[0] = (byte) type;
    return frame;
  }

  @Test
  void packetsAreReadBackHoweverTheyWereCut() throws IOException {
    var channel = new EmbeddedChannel(new Recorder(folder, "link-1"));
    ByteBuf all = Unpooled.wrappedBuffer(frame(1, 1), frame(0, 2), frame(0, 3));
    while (all.isReadable()) {
      channel.writeInbound(all.readRetainedSlice(Math.min(10_007, all.readableBytes())));
    }
    channel.finishAndReleaseAll();

    List<CapturedPacket> packets = Captures.incoming(folder);

    assertEquals(2, packets.size());
    assertArrayEquals(
        Arrays.copyOfRange(frame(0, 3), 4, Geometry.FRAME_BYTES), Captures.octets(packets.get(1)));
    assertTrue(packets.get(0).nanos() <= packets.get(1).nanos());
    assertEquals(List.of(), Captures.outgoing(folder));
  }

  @Test
  void recordedPacketsCanBeSentAgain() throws IOException {
    var recorder = new FrameRecorder(folder, "link-1");
    var channel = new EmbeddedChannel(recorder);
    channel.writeOutbound(Unpooled.wrappedBuffer(frame(1, 1)));
    channel.writeOutbound(Unpooled.wrappedBuffer(frame(0, 2)));
    channel.releaseOutbound();

    assertEquals(1, recorder.resend());

    ByteBuf again = channel.readOutbound();
    assertArrayEquals(frame(0, 2), ByteBufUtil.getBytes(again));
    assertEquals(1, Captures.outgoing(folder).size(), "the copy is not recorded");
    again.release();
    channel.finishAndReleaseAll();
  }

  @Test
  void shortFramesComeBackWhole() {
    byte[] hello = new byte[Geometry.FRAME_BYTES];
    hello[0] = 1;
    hello[100] = 7;
    var sender = new EmbeddedChannel(new ShortFrames.Opening(), new ShortFrames.Closing());
    var receiver = new EmbeddedChannel(new ShortFrames.Opening(), new ShortFrames.Closing());

    sender.writeOutbound(Unpooled.wrappedBuffer(hello));
    ByteBuf onTheWire = sender.readOutbound();
    assertEquals(4 + 101, onTheWire.readableBytes());
    receiver.writeInbound(onTheWire);

    ByteBuf whole = receiver.readInbound();
    assertArrayEquals(hello, ByteBufUtil.getBytes(whole));
    whole.release();
  }

  @Test
  void recordSizesAreReadFromAStream() throws IOException {
    Path stream = folder.resolve("x.bin");
    byte[] octets = new byte[5 + 10 + 5 + 21 + 3];
    octets[0] = 22;
    octets[4] = 10;
    octets[15] = 23;
    octets[19] = 21;
    Files.write(stream, octets);

    assertEquals(List.of(26), TlsRecords.sizes(stream));
  }

  @Test
  void marksPassThroughBothKindsOfRecorder() throws IOException {
    new TappedLinks(folder, false).mark("k3qzt7wxyabc");

    for (String kind : List.of(TappedLinks.OUTSIDE, TappedLinks.INSIDE)) {
      Path stream = Captures.streams(folder.resolve(kind)).getFirst();
      assertEquals("k3qzt7wxyabc", Files.readString(stream));
    }
  }
}
