// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Records both directions of the place in a pipeline it is put in, and changes nothing.
///
/// Owned by the event loop of its channel.
class Recorder extends ChannelDuplexHandler {
  static final String IN = "-in";
  static final String OUT = "-out";

  private final Recording received;
  private final Recording sent;

  Recorder(Path folder, String name) {
    try {
      received = new Recording(folder, name + IN);
      sent = new Recording(folder, name + OUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    record(received, message);
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    record(sent, message);
    var _ = context.write(message, promise);
  }

  private static void record(Recording recording, Object message) {
    if (message instanceof ByteBuf octets) {
      recording.add(octets.nioBuffer(), System.nanoTime());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws IOException {
    received.close();
    sent.close();
    context.fireChannelInactive();
  }
}
