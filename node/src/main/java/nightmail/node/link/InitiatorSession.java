// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.channel.ChannelHandlerContext;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.link.CloseCode;
import nightmail.proto.link.Frame;
import nightmail.proto.link.Hello;
import nightmail.proto.packet.RelayId;

/// The connecting side of a link: it says HELLO first, sends packets and takes none.
///
/// Owned by the event loop of its channel.
@SuppressWarnings("FutureReturnValueIgnored") // what fails here ends in channelInactive
final class InitiatorSession extends LinkSession {
  private final OutgoingLink link;
  private final RelayId peer;

  InitiatorSession(LinkContext shared, OutgoingLink link, RelayId peer) {
    super(shared);
    this.link = link;
    this.peer = peer;
  }

  /// Says nothing to any relay but the one meant, even to another member.
  @Override
  void secured(Fixed32 pin) {
    if (isPeer(peer)) {
      write(new Frame.Greeting(shared.hello(peer, 0)));
      ctx().flush();
    } else {
      ctx().close();
    }
  }

  @Override
  boolean isPeer(RelayId id) {
    return id.equals(peer) && super.isPeer(id);
  }

  @Override
  void greeted(Hello hello) {
    link.up(this);
  }

  /// Packets flow the other way only (L-5).
  @Override
  void packet(byte[] packet) {
    protocolFault();
  }

  boolean isWritable() {
    return phase() == Phase.UP && ctx().channel().isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    link.drain();
  }

  /// The last frame of ours: closes once it is written.
  void finish(CloseCode code) {
    if (phase() == Phase.UP) {
      write(new Frame.Close(code)).addListener(_ -> ctx().close());
      ctx().flush();
    } else {
      ctx().close();
    }
  }

  @Override
  void refused() {}

  @Override
  void ended() {
    link.down(this);
  }
}
