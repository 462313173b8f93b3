// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recorder inside TLS that can send again every packet it has seen leave (A3: replay).
///
/// [#resend] is safe for any thread; all else is owned by the event loop of its channel.
final class FrameRecorder extends Recorder {
  /// Frames on their way to the socket at once, so that the resent ones do not fill the memory.
  private static final int AHEAD = 16;

  private final Path folder;
  private final String name;
  private volatile @Nullable ChannelHandlerContext context; // null before the channel is there

  FrameRecorder(Path folder, String name) {
    super(folder, name);
    this.folder = folder;
    this.name = name;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  /// Sends all packets again, oldest first; answers how many. Waits until they are written.
  int resend() throws IOException {
    ChannelHandlerContext here = context;
    if (here == null || !here.channel().isActive()) {
      return 0;
    }
    List<CapturedPacket> packets = Captures.packets(folder, name + OUT);
    int sent = 0;
    ChannelFuture last = here.newSucceededFuture();
    for (CapturedPacket packet : packets) {
      last = here.writeAndFlush(Unpooled.wrappedBuffer(Captures.frame(packet)));
      if (++sent % AHEAD == 0) {
        last.awaitUninterruptibly();
      }
    }
    last.awaitUninterruptibly();
    return sent;
  }
}
