// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.MessageToByteEncoder;
import java.util.List;
import nightmail.proto.packet.Geometry;

/// Frames without padding, for the demo's `--break padding`: their zeros at the end stay at home,
/// and a length of 4 bytes goes before the rest. Both ends of a link must do this.
final class ShortFrames {
  private static final int LENGTH_BYTES = 4;

  private ShortFrames() {}

  /// Makes whole frames of short ones.
  static final class Opening extends ByteToMessageDecoder {
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (in.readableBytes() < LENGTH_BYTES
          || in.readableBytes() < LENGTH_BYTES + in.getInt(in.readerIndex())) {
        return;
      }
      int length = in.readInt();
      ByteBuf whole = context.alloc().buffer(Geometry.FRAME_BYTES);
      whole.writeBytes(in, length).writeZero(Geometry.FRAME_BYTES - length);
      out.add(whole);
    }
  }

  /// Makes short frames of whole ones.
  static final class Closing extends MessageToByteEncoder<ByteBuf> {
    @Override
    protected void encode(ChannelHandlerContext context, ByteBuf whole, ByteBuf out) {
      int length = whole.readableBytes();
      while (length > 0 && whole.getByte(whole.readerIndex() + length - 1) == 0) {
        length--;
      }
      out.writeInt(length).writeBytes(whole, length);
    }
  }
}
