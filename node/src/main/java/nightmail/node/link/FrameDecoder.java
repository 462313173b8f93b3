// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import nightmail.proto.link.Frame;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Geometry;

/// Cuts what TLS delivers into [Frame]s.
///
/// A fault is handed on as a [DropReason], once: `format` for a frame that is none, seen as early
/// as its first four bytes, `size` for one cut off by the end. After a fault everything is skipped.
///
/// Owned by the event loop of its link.
final class FrameDecoder extends ByteToMessageDecoder {
  private static final int REST_OF_HEADER = 0x00ff_ffff;

  private boolean failed;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (failed) {
      in.skipBytes(in.readableBytes());
    } else if (in.readableBytes() >= Geometry.FRAME_HEADER_BYTES) {
      int header = in.getInt(in.readerIndex());
      if (!isPlausible(header)) {
        fail(in, out, DropReason.FORMAT);
      } else if (in.readableBytes() >= Geometry.FRAME_BYTES) {
        frame(header, in, out);
      }
    }
  }

  private void frame(int header, ByteBuf in, List<Object> out) {
    byte[] body = new byte[Geometry.PACKET_BYTES];
    in.skipBytes(Geometry.FRAME_HEADER_BYTES).readBytes(body);
    Optional<Frame> frame = Frame.decode(header, body);
    if (frame.isPresent()) {
      out.add(frame.get());
    } else {
      fail(in, out, DropReason.FORMAT);
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    while (in.readableBytes() >= Geometry.FRAME_BYTES && !failed) {
      decode(ctx, in, out);
    }
    if (in.isReadable() && !failed) {
      fail(in, out, DropReason.SIZE);
    }
  }

  private void fail(ByteBuf in, List<Object> out, DropReason reason) {
    failed = true;
    in.skipBytes(in.readableBytes());
    out.add(reason);
  }

  private static boolean isPlausible(int header) {
    int type = header >>> 24;
    return (header & REST_OF_HEADER) == 0 && type <= Frame.CLOSE;
  }
}
