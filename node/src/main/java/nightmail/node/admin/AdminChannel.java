// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Sets up one admin connection with its limits (WS-4).
///
/// Safe for any thread.
final class AdminChannel extends ChannelInitializer<Channel> {
  /// A further connection is closed at once.
  static final int MAX_CONNECTIONS = 64;

  /// A longer request line is answered 414.
  static final int MAX_LINE_CHARACTERS = 4 << 10;

  /// Longer headers are answered 431.
  static final int MAX_HEADER_CHARACTERS = 8 << 10;

  /// A connection older than this is closed, answered or not.
  static final int DEADLINE_SECONDS = 10;

  private final AdminPages pages;
  private final AtomicInteger open = new AtomicInteger();

  AdminChannel(AdminPages pages) {
    this.pages = pages;
  }

  @Override
  protected void initChannel(Channel channel) {
    int now = open.incrementAndGet();
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    if (now > MAX_CONNECTIONS) {
      channel.unsafe().closeForcibly();
      return;
    }
    Future<?> deadline =
        channel
            .eventLoop()
            .schedule(channel.unsafe()::closeForcibly, DEADLINE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> deadline.cancel(false));
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_LINE_CHARACTERS)
                    .setMaxHeaderSize(MAX_HEADER_CHARACTERS)))
        .addLast(new AdminHandler(pages));
  }
}
