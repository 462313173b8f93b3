// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import nightmail.node.net.EventLoops;
import org.jspecify.annotations.Nullable;

/// Takes mail from this site's mail server.
///
/// Safe for any thread, but for the event loops' own: [#close] waits.
public final class SmtpServer implements AutoCloseable {
  private final SmtpSettings settings;
  private final SmtpDoor door;
  private final @Nullable SslContext tls; // null if STARTTLS is not offered
  private final EventLoopGroup loops;
  private @Nullable Channel listening; // null before start

  /// @param isSpoolShort whether the spool can take no more mail for now (SV-10)
  /// @throws IOException if the TLS key cannot be used
  public SmtpServer(
      SmtpSettings settings,
      RecipientPolicy recipients,
      Mailroom mailroom,
      BooleanSupplier isSpoolShort)
      throws IOException {
    this.settings = settings;
    EventLoops.hideMachine();
    tls = settings.tls().open().orElse(null);
    door = new SmtpDoor(settings, recipients, mailroom, isSpoolShort, tls);
    loops = EventLoops.open("smtp", settings.threads());
  }

  /// @throws IOException if the address cannot be had
  public synchronized void start() throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(door)
            .bind(settings.listen())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen for SMTP on port " + settings.listen().getPort(), bound.cause());
    }
    listening = bound.channel();
  }

  /// Where it listens.
  ///
  /// @throws IllegalStateException before [#start]
  public synchronized InetSocketAddress boundAddress() {
    if (listening == null) {
      throw new IllegalStateException("not started");
    }
    return (InetSocketAddress) listening.localAddress();
  }

  /// Takes no new connection, tells the open ones to end with 421, then cuts them. A mail whose end
  /// was read may still be kept; its client will send it again.
  @Override
  public synchronized void close() {
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    door.stop();
    door.cut();
    EventLoops.close(loops);
    ReferenceCountUtil.release(tls);
  }
}
