// SPDX-License-Identifier: Apache-2.0
package nightmail.node.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/// A handler of one channel that may also be asked to act between two events of it.
///
/// Owned by the event loop of its channel.
public abstract class BoundHandler extends ChannelInboundHandlerAdapter {
  private @Nullable ChannelHandlerContext context; // null until the handler is added

  /// The channel's context.
  ///
  /// @throws IllegalStateException before the handler is added, which is a bug
  public final ChannelHandlerContext ctx() {
    if (context == null) {
      throw new IllegalStateException("no channel yet");
    }
    return context;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }
}
