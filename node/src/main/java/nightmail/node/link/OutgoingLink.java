// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightmail.proto.link.CloseCode;
import nightmail.proto.link.Frame;
import nightmail.proto.packet.DropReason;
import org.jspecify.annotations.Nullable;

/// The link to one peer, kept open for as long as the peer is listed (L-6), with the packets that
/// wait for it.
///
/// At most `queuePackets` wait; the newest beyond is lost as `pool_full` (LM-6). A packet waits for
/// a link that is down no longer than `linkDownWait`.
///
/// [#send] is safe for any thread; all else is owned by `loop`.
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do if it fails
final class OutgoingLink {
  private final LinkContext shared;
  private final EventLoop loop;
  private final BackOff backOff;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private LinkMap.Peer peer;
  private @Nullable InitiatorSession session; // null while there is no connection
  private boolean isUp;
  private boolean isClosed;
  private boolean isExpiryArmed;
  private int nextAddress;
  private long downSinceNanos;

  @SuppressWarnings("ArrayRecordComponent") // owned by the queue, never compared
  private record Waiting(byte[] packet, long sinceNanos) {}

  OutgoingLink(LinkContext shared, EventLoop loop, LinkMap.Peer peer) {
    this.shared = shared;
    this.loop = loop;
    this.peer = peer;
    backOff =
        new BackOff(
            shared.settings().reconnectMin(), shared.settings().reconnectMax(), shared.random());
    downSinceNanos = now();
  }

  void start() {
    loop.execute(this::connect);
  }

  /// Queues a packet of 32,768 bytes, which passes to the link.
  void send(byte[] packet) {
    if (waiting.incrementAndGet() > shared.settings().queuePackets()) {
      lost(DropReason.POOL_FULL);
      return;
    }
    try {
      loop.execute(() -> enqueue(packet));
    } catch (RejectedExecutionException stopped) {
      lost(DropReason.LINK_DOWN);
    }
  }

  private void enqueue(byte[] packet) {
    if (isClosed) {
      lost(DropReason.LINK_DOWN);
      return;
    }
    queue.add(new Waiting(packet, now()));
    drain();
    armExpiry();
  }

  private void lost(DropReason reason) {
    waiting.decrementAndGet();
    shared.listener().notSent(reason);
  }

  /// Writes as much as the socket takes.
  void drain() {
    InitiatorSession open = session;
    boolean written = false;
    while (isUp && open != null && open.isWritable() && !queue.isEmpty()) {
      write(open, queue.remove());
      written = true;
    }
    if (written && open != null) {
      open.ctx().flush();
    }
  }

  private void write(InitiatorSession open, Waiting next) {
    waiting.decrementAndGet();
    open.write(new Frame.Packet(next.packet()))
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                shared.listener().notSent(DropReason.LINK_DOWN);
              }
            });
  }

  private void armExpiry() {
    Waiting oldest = queue.peek();
    if (!isUp && oldest != null && !isExpiryArmed) {
      isExpiryArmed = true;
      loop.schedule(this::expire, Math.max(0, expiryNanos(oldest) - now()), TimeUnit.NANOSECONDS);
    }
  }

  private long expiryNanos(Waiting packet) {
    long fromNanos =
        packet.sinceNanos() - downSinceNanos > 0 ? packet.sinceNanos() : downSinceNanos;
    return fromNanos + shared.settings().linkDownWait().toNanos();
  }

  private void expire() {
    isExpiryArmed = false;
    for (Waiting oldest; !isUp && (oldest = queue.peek()) != null; ) {
      if (expiryNanos(oldest) - now() > 0) {
        break;
      }
      queue.remove();
      lost(DropReason.LINK_DOWN);
    }
    armExpiry();
  }

  /// The peer as a newer map shows it.
  void moved(LinkMap.Peer newPeer) {
    loop.execute(
        () -> {
          boolean isOther = !newPeer.pin().equals(peer.pin());
          peer = newPeer;
          InitiatorSession open = session;
          if (isOther && open != null) {
            open.finish(CloseCode.IDENTITY);
          }
        });
  }

  private void connect() {
    List<InetSocketAddress> addresses = peer.addresses();
    if (isClosed) {
      return;
    }
    if (addresses.isEmpty()) {
      reconnectLater();
      return;
    }
    InitiatorSession attempt = new InitiatorSession(shared, this, peer.id());
    bootstrap(attempt)
        .connect(addresses.get(nextAddress++ % addresses.size()))
        .addListener((ChannelFuture done) -> connected(attempt, done.isSuccess()));
  }

  private Bootstrap bootstrap(InitiatorSession attempt) {
    return new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(shared.settings().helloWait().toMillis()))
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                var _ = shared.furnish(channel, true, attempt);
              }
            });
  }

  private void connected(InitiatorSession attempt, boolean good) {
    if (!good) {
      reconnectLater();
    } else if (isClosed) {
      attempt.ctx().close();
    } else if (attempt.ctx().channel().isActive()) {
      session = attempt;
    } else {
      reconnectLater();
    }
  }

  private void reconnectLater() {
    loop.schedule(this::connect, backOff.nextMillis(), TimeUnit.MILLISECONDS);
  }

  void up(InitiatorSession which) {
    if (which == session && !isClosed) {
      isUp = true;
      backOff.reset();
      shared.listener().link(peer.id(), true);
      drain();
    }
  }

  void down(InitiatorSession which) {
    if (which != session) {
      return;
    }
    session = null;
    if (isUp) {
      isUp = false;
      downSinceNanos = now();
      shared.listener().link(peer.id(), false);
    }
    if (isClosed) {
      forget();
    } else {
      armExpiry();
      reconnectLater();
    }
  }

  /// Writes what waits, says why, closes, for good.
  void close(CloseCode code) {
    loop.execute(
        () -> {
          if (isClosed) {
            return;
          }
          isClosed = true;
          InitiatorSession open = session;
          if (open == null) {
            forget();
            return;
          }
          while (isUp && !queue.isEmpty()) {
            write(open, queue.remove());
          }
          open.finish(code);
        });
  }

  private void forget() {
    while (queue.poll() != null) {
      lost(DropReason.LINK_DOWN);
    }
  }

  private long now() {
    return shared.monotonicNanos().getAsLong();
  }
}
