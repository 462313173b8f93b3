// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import nightmail.proto.link.CloseCode;
import nightmail.proto.packet.RelayId;

/// Incoming links, at most one per peer: a newer one replaces the older (L-5).
///
/// Safe for any thread.
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do if it fails
final class AcceptedLinks extends ChannelInitializer<Channel> {
  private final LinkContext shared;
  private final HandshakeGate gate;
  private final Map<RelayId, AcceptorSession> byPeer = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean held;

  AcceptedLinks(LinkContext shared) {
    this.shared = shared;
    gate =
        new HandshakeGate(shared.settings().handshakes(), shared.settings().handshakesPerNetwork());
  }

  /// Gives a new connection its pipeline, or closes it without a word at a bound (LM-5, L-6).
  @Override
  protected void initChannel(Channel channel) {
    InetAddress from = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    channel.closeFuture().addListener(_ -> connections.decrementAndGet());
    if (connections.incrementAndGet() > shared.settings().maxConnections() || !gate.enter(from)) {
      channel.close();
      return;
    }
    SslHandler ssl = shared.furnish(channel, false, new AcceptorSession(shared, this));
    ssl.handshakeFuture().addListener(_ -> gate.leave(from));
  }

  @Override
  public boolean isSharable() {
    return true;
  }

  void admit(RelayId peer, AcceptorSession session) {
    AcceptorSession older = byPeer.put(peer, session);
    if (older != null) {
      on(older, it -> it.close(CloseCode.REPLACED));
    }
    if (held) {
      session.hold(true);
    }
  }

  void remove(RelayId peer, AcceptorSession session) {
    byPeer.remove(peer, session);
  }

  /// Stops or resumes reading everywhere.
  void hold(boolean all) {
    held = all;
    each(session -> session.hold(all));
  }

  void each(Consumer<AcceptorSession> act) {
    byPeer.values().forEach(session -> on(session, act));
  }

  int count() {
    return byPeer.size();
  }

  private static void on(AcceptorSession session, Consumer<AcceptorSession> act) {
    session.ctx().executor().execute(() -> act.accept(session));
  }
}
