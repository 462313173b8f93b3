// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import nightmail.proto.smtp.SmtpReply;
import org.jspecify.annotations.Nullable;

/// Lets connections in: only trusted clients, and not more than there is room for.
///
/// Safe for any thread.
final class SmtpDoor extends ChannelInitializer<Channel> {
  private final SmtpSettings settings;
  private final RecipientPolicy recipients;
  private final Mailroom mailroom;
  private final BooleanSupplier isSpoolShort;
  private final @Nullable SslContext tls; // null if STARTTLS is not offered
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  SmtpDoor(
      SmtpSettings settings,
      RecipientPolicy recipients,
      Mailroom mailroom,
      BooleanSupplier isSpoolShort,
      @Nullable SslContext tls) {
    this.settings = settings;
    this.recipients = recipients;
    this.mailroom = mailroom;
    this.isSpoolShort = isSpoolShort;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    open.add(channel);
    connections.incrementAndGet();
    channel.closeFuture().addListener(_ -> left(channel));
    InetSocketAddress client = (InetSocketAddress) channel.remoteAddress();
    String host = settings.policy().hostName();
    if (!settings.trusts(client.getAddress())) {
      turnAway(channel, SmtpReply.of(554, "", host + " does not take mail from you"));
    } else if (connections.get() > settings.maxConnections()) {
      turnAway(channel, SmtpReply.of(421, "", host + " too many connections, try again later"));
    } else {
      channel.pipeline().addLast(new SmtpSession(this));
    }
  }

  private void left(Channel channel) {
    open.remove(channel);
    connections.decrementAndGet();
  }

  private static void turnAway(Channel channel, SmtpReply reply) {
    channel.config().setAutoRead(false);
    channel
        .eventLoop()
        .execute(
            () ->
                channel
                    .writeAndFlush(Unpooled.wrappedBuffer(reply.encode()))
                    .addListener(ChannelFutureListener.CLOSE));
  }

  @Override
  public boolean isSharable() {
    return true;
  }

  SmtpSettings settings() {
    return settings;
  }

  RecipientPolicy recipients() {
    return recipients;
  }

  Mailroom mailroom() {
    return mailroom;
  }

  boolean isSpoolShort() {
    return isSpoolShort.getAsBoolean();
  }

  /// Whether three quarters of the connections are in use.
  boolean isStressed() {
    return connections.get() * 4 > settings.maxConnections() * 3;
  }

  SslHandler tls(ByteBufAllocator allocator) {
    if (tls == null) {
      throw new IllegalStateException("STARTTLS was not offered");
    }
    SslHandler handler = tls.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(settings.lineWait().toMillis());
    return handler;
  }

  /// Tells every session that the program stops.
  void stop() {
    for (Channel channel : open) {
      channel
          .eventLoop()
          .execute(
              () -> {
                SmtpSession session = channel.pipeline().get(SmtpSession.class);
                if (session != null) {
                  session.stop();
                }
              });
    }
  }

  void cut() {
    open.forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
