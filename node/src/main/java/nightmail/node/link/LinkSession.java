// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import nightmail.node.net.BoundHandler;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.link.CloseCode;
import nightmail.proto.link.Frame;
import nightmail.proto.link.Hello;
import nightmail.proto.link.HelloCheck;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.RelayId;
import org.jspecify.annotations.Nullable;

/// One side of one link: TLS, HELLO, then frames, then CLOSE (L-12).
///
/// Whatever goes wrong ends in a closed channel and never in an exception for the pipeline; the
/// peer learns a [CloseCode] at most.
///
/// Owned by the event loop of its channel.
@SuppressWarnings("FutureReturnValueIgnored") // what fails here ends in channelInactive
abstract class LinkSession extends BoundHandler {
  /// How long a side that said CLOSE waits for the other to close, so that the frame is not lost
  /// with the connection.
  static final long LINGER_MILLIS = 2_000;

  /// Where a link stands; it only moves down this list.
  enum Phase {
    TLS,
    HELLO,
    UP,
    CLOSING
  }

  final LinkContext shared;
  private Phase phase = Phase.TLS;
  private @Nullable Fixed32 peerPin; // null until TLS is done

  LinkSession(LinkContext shared) {
    this.shared = shared;
  }

  /// TLS is done and shows a member's key.
  abstract void secured(Fixed32 pin);

  /// The peer's HELLO is good: the link is up.
  abstract void greeted(Hello hello);

  /// A packet came while up, or while closing.
  abstract void packet(byte[] packet);

  /// TLS failed.
  abstract void refused();

  /// The channel is closed; said once.
  abstract void ended();

  /// Whether the peer could be heard if it spoke.
  boolean isReading() {
    return ctx().channel().config().isAutoRead();
  }

  final Phase phase() {
    return phase;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    super.handlerAdded(ctx);
    ctx.executor()
        .schedule(
            this::helloIsLate, shared.settings().helloWait().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void helloIsLate() {
    if (phase == Phase.TLS || phase == Phase.HELLO) {
      ctx().close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      tlsDone(handshake.isSuccess());
    } else if (event instanceof IdleStateEvent idle) {
      idle(idle.state());
    }
  }

  private void tlsDone(boolean good) {
    Optional<Fixed32> pin = good ? securePin() : Optional.empty();
    if (pin.isPresent() && phase == Phase.TLS) {
      phase = Phase.HELLO;
      peerPin = pin.get();
      secured(pin.get());
    } else {
      refused();
      ctx().close();
    }
  }

  /// The peer's pin, if the handshake gave all that a link must have; a map may have changed since
  /// the certificate was looked at.
  private Optional<Fixed32> securePin() {
    SslHandler ssl = ctx().pipeline().get(SslHandler.class);
    SSLEngine engine = ssl.engine();
    boolean group =
        shared.settings().allowClassical()
            || LinkTls.group(engine).equals(Optional.of(LinkTls.GROUP));
    return group && LinkTls.PROTOCOL.equals(ssl.applicationProtocol())
        ? LinkTls.peerPin(engine).filter(pin -> shared.map().get().knowsPin(pin))
        : Optional.empty();
  }

  private void idle(IdleState state) {
    if (state == IdleState.WRITER_IDLE && phase == Phase.UP) {
      write(Frame.Ping.of(shared.random()));
      ctx().flush();
    } else if (state == IdleState.READER_IDLE && isReading()) {
      ctx().close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Frame frame) {
      frame(frame);
    } else if (message instanceof DropReason reason) {
      shared.listener().dropped(reason);
      close(CloseCode.PROTOCOL);
    }
  }

  private void frame(Frame frame) {
    switch (frame) {
      case Frame.Close _ -> ctx().close();
      case Frame.Ping _ when phase != Phase.HELLO -> {}
      case Frame.Packet packet when phase == Phase.UP || phase == Phase.CLOSING ->
          packet(packet.body());
      case Frame.Greeting greeting when phase == Phase.HELLO -> hello(greeting.hello());
      case Frame.Ping _, Frame.Packet _, Frame.Greeting _ -> protocolFault();
    }
  }

  final void protocolFault() {
    if (phase != Phase.CLOSING) {
      shared.listener().dropped(DropReason.FORMAT);
      close(CloseCode.PROTOCOL);
    }
  }

  private void hello(Hello hello) {
    Instant now = shared.wall().instant();
    Optional<CloseCode> fault = shared.check().check(hello, this::isPeer, now);
    if (fault.isPresent()) {
      close(fault.get());
    } else {
      shared.offsets().note(hello.self(), HelloCheck.clockOffsetSeconds(hello, now));
      phase = Phase.UP;
      greeted(hello);
    }
  }

  /// Whether the certificate of this link is that of `id`.
  boolean isPeer(RelayId id) {
    Fixed32 pin = peerPin;
    return pin != null && shared.map().get().matches(id, pin);
  }

  /// Says why, waits a little for the peer to close, closes. While waiting, packets already on
  /// their way are still taken.
  final void close(CloseCode code) {
    if (phase == Phase.TLS) {
      ctx().close();
    } else if (phase != Phase.CLOSING) {
      phase = Phase.CLOSING;
      write(new Frame.Close(code));
      ctx().flush();
      ctx().channel().config().setAutoRead(true);
      ctx().executor().schedule(() -> ctx().close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// Writes one frame, without flushing: 32,772 bytes in one piece (L-10).
  final ChannelFuture write(Frame frame) {
    ByteBuf buffer = ctx().alloc().directBuffer(Geometry.FRAME_BYTES, Geometry.FRAME_BYTES);
    buffer.writeInt(frame.type() << 24).writeBytes(frame.body());
    return ctx().write(buffer);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    phase = Phase.CLOSING;
    ended();
  }

  /// Silent: what strangers send is not worth a line, and may hold anything.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
