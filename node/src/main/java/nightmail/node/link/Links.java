// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import nightmail.node.net.EventLoops;
import nightmail.proto.link.CloseCode;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.View;

/// All links of this relay: one going out to every listed relay, one coming in from each.
///
/// Before the first [#view] it listens and shows its certificate, but knows nobody and so refuses
/// everybody (L-12).
///
/// Safe for any thread, but for the event loops' own: [#close] waits.
public final class Links implements AutoCloseable {
  private static final long CLOSE_WAIT_MILLIS = 3_000;

  private final LinkSettings settings;
  private final LinkContext shared;
  private final AcceptedLinks accepted;
  private final EventLoopGroup loops;
  private final AtomicReference<LinkMap> map = new AtomicReference<>(LinkMap.EMPTY);
  private final Map<RelayId, OutgoingLink> outgoing = new ConcurrentHashMap<>();
  private final List<Channel> listening = new ArrayList<>();
  private boolean isClosed;

  /// @throws IOException if TLS with the needed group is not to be had on this machine
  public Links(
      LinkIdentity identity,
      LinkSettings settings,
      LinkListener listener,
      LinkTap tap,
      LongSupplier monotonicNanos,
      InstantSource wall)
      throws IOException {
    this.settings = settings;
    shared =
        new LinkContext(
            identity,
            settings,
            listener,
            tap,
            map::get,
            LinkTls.of(identity, pin -> map.get().knowsPin(pin), settings.allowClassical()),
            new ClockOffsets(),
            monotonicNanos,
            wall,
            new SecureRandom(),
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE));
    accepted = new AcceptedLinks(shared);
    loops = EventLoops.open("link", settings.threads());
  }

  /// Proves that links are post-quantum (L-4), then binds every address.
  ///
  /// @throws IOException if they are not, or an address cannot be had
  public void start() throws IOException {
    GroupAssertion.check(shared.identity(), settings.allowClassical());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(accepted);
    for (InetSocketAddress address : settings.listen()) {
      ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException(
            "cannot listen for links on port " + address.getPort(), bound.cause());
      }
      listening.add(bound.channel());
    }
  }

  /// Where it listens, in the order of the settings.
  public List<InetSocketAddress> boundAddresses() {
    return listening.stream().map(channel -> (InetSocketAddress) channel.localAddress()).toList();
  }

  /// Takes a newer consensus: connects to all it lists, closes links with those it does not.
  ///
  /// While we are not listed ourselves nobody would have us, so nothing is connected.
  public void view(View view) {
    map(LinkMap.of(view, settings.poolMaxPackets()));
  }

  synchronized void map(LinkMap newMap) {
    if (isClosed) {
      return;
    }
    map.set(newMap);
    shared.offsets().keepOnly(newMap);
    RelayId self = shared.identity().relay();
    boolean isListed = newMap.relays().containsKey(self);
    outgoing.keySet().removeIf(id -> !(isListed && newMap.relays().containsKey(id)) && close(id));
    if (isListed) {
      newMap.relays().values().stream().filter(it -> !it.id().equals(self)).forEach(this::meet);
    }
    accepted.each(AcceptorSession::mapChanged);
  }

  private boolean close(RelayId gone) {
    OutgoingLink link = outgoing.get(gone);
    if (link != null) {
      link.close(CloseCode.IDENTITY);
    }
    return true;
  }

  private void meet(LinkMap.Peer peer) {
    OutgoingLink known = outgoing.get(peer.id());
    if (known != null) {
      known.moved(peer);
    } else {
      OutgoingLink link = new OutgoingLink(shared, loops.next(), peer);
      outgoing.put(peer.id(), link);
      link.start();
    }
  }

  /// Queues a packet of 32,768 bytes for `to`; the array passes to the link. What is lost is told
  /// to the listener: `route_unknown` for a relay that is not listed, `pool_full` at the bound of
  /// the queue, `link_down` after waiting or when the connection broke.
  public void send(RelayId to, byte[] packet) {
    OutgoingLink link = outgoing.get(to);
    if (link == null) {
      shared.listener().notSent(DropReason.ROUTE_UNKNOWN);
    } else {
      link.send(packet);
    }
  }

  /// Stops or resumes reading from all peers: back-pressure from whoever unwraps (L-7).
  public void hold(boolean all) {
    accepted.hold(all);
  }

  /// Links coming in that are up.
  public int acceptedCount() {
    return accepted.count();
  }

  /// Median of peers' clocks minus ours, in seconds; empty below three peers (L-8).
  public OptionalLong clockOffsetSeconds() {
    return shared.offsets().medianSeconds();
  }

  /// Sends what waits, says CLOSE 1 everywhere, and waits a few seconds at most.
  @Override
  public void close() {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
    outgoing.values().forEach(link -> link.close(CloseCode.SHUTDOWN));
    accepted.each(session -> session.close(CloseCode.SHUTDOWN));
    shared.open().newCloseFuture().awaitUninterruptibly(CLOSE_WAIT_MILLIS);
    shared.open().close().awaitUninterruptibly(CLOSE_WAIT_MILLIS);
    EventLoops.close(loops);
    shared.tls().close();
  }
}
