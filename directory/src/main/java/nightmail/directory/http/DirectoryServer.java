// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightmail.proto.document.Upload;

/// The public port of an authority.
///
/// Bounds: request line 4 KiB, headers 8 KiB, body 320 KiB (413 beyond), 30 s of silence or of an
/// unread answer close the connection, 256 file reads at once (503 beyond).
///
/// Safe for any thread; owns its event loops and readers until closed.
public final class DirectoryServer implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 4 * 1024;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int DEADLINE_SECONDS = 30;
  private static final int MAX_READS = 256;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Channel channel;

  private DirectoryServer(InetSocketAddress listen, ReadPages pages, UploadDesk desk)
      throws InterruptedException {
    Executor bounded = bounded(readers);
    this.channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    addHandlers(accepted.pipeline(), pages, desk, bounded);
                  }
                })
            .bind(listen)
            .sync()
            .channel();
  }

  /// Binds; port 0 picks a free one.
  public static DirectoryServer start(InetSocketAddress listen, ReadPages pages, UploadDesk desk)
      throws InterruptedException {
    return new DirectoryServer(listen, pages, desk);
  }

  static void addHandlers(
      ChannelPipeline pipeline, ReadPages pages, UploadDesk desk, Executor reader) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES);
    pipeline.addLast(
        new ReadTimeoutHandler(DEADLINE_SECONDS),
        new WriteTimeoutHandler(DEADLINE_SECONDS),
        new HttpServerCodec(limits),
        new HttpObjectAggregator(Upload.MAX_BYTES, true),
        new DirectoryHandler(pages, desk, reader));
  }

  private static Executor bounded(ExecutorService readers) {
    Semaphore permits = new Semaphore(MAX_READS);
    return task -> {
      if (!permits.tryAcquire()) {
        throw new RejectedExecutionException("too many reads");
      }
      readers.execute(
          () -> {
            try {
              task.run();
            } finally {
              permits.release();
            }
          });
    };
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /// Stops listening, lets answers under way leave for at most two seconds.
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    readers.shutdown();
  }
}
