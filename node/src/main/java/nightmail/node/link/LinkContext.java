// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import nightmail.proto.link.Hello;
import nightmail.proto.link.HelloCheck;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.RelayId;

/// What every link of this relay shares.
///
/// @param open every connection, both ways
///
///   Safe for any thread.
record LinkContext(
    LinkIdentity identity,
    LinkSettings settings,
    LinkListener listener,
    LinkTap tap,
    Supplier<LinkMap> map,
    LinkTls tls,
    ClockOffsets offsets,
    LongSupplier monotonicNanos,
    InstantSource wall,
    SecureRandom random,
    ChannelGroup open) {
  /// Frames written and not yet taken by the socket, beyond which packets stay in our own queue.
  private static final int WRITE_AHEAD_FRAMES = 8;

  static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(
          WRITE_AHEAD_FRAMES / 2 * Geometry.FRAME_BYTES, WRITE_AHEAD_FRAMES * Geometry.FRAME_BYTES);

  /// Builds the pipeline of a new channel: TLS, frames, `session`. Answers the TLS part.
  SslHandler furnish(Channel channel, boolean initiator, LinkSession session) {
    open.add(channel);
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    ChannelPipeline pipeline = channel.pipeline();
    SslHandler ssl = tls.handler(channel.alloc(), initiator, settings.helloWait());
    tap.outside(pipeline);
    pipeline.addLast(ssl);
    tap.inside(pipeline);
    pipeline.addLast(
        new IdleStateHandler(
            settings.silenceLimit().toMillis(),
            settings.pingAfter().toMillis(),
            0,
            TimeUnit.MILLISECONDS));
    pipeline.addLast(tap.decoder(new FrameDecoder()), session);
    return ssl;
  }

  Hello hello(RelayId peer, int jitterSeconds) {
    LinkMap now = map.get();
    long jitter = jitterSeconds == 0 ? 0 : random.nextInt(-jitterSeconds, jitterSeconds + 1);
    return new Hello(
        now.networkId(),
        Hello.VERSION,
        Hello.VERSION,
        identity.relay(),
        peer,
        wall.instant().getEpochSecond() + jitter,
        now.epoch(),
        now.digest(),
        now.geometryDigest());
  }

  HelloCheck check() {
    LinkMap now = map.get();
    return new HelloCheck(now.networkId(), identity.relay(), now.geometryDigest(), now::lists);
  }
}
