// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.util.concurrent.TimeUnit;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.link.CloseCode;
import nightmail.proto.link.Frame;
import nightmail.proto.link.Hello;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.RelayId;
import org.jspecify.annotations.Nullable;

/// The accepting side of a link: it hears HELLO first, takes packets as fast as the peer's bucket
/// allows (L-7), and sends none.
///
/// Owned by the event loop of its channel.
@SuppressWarnings("FutureReturnValueIgnored") // what fails here ends in channelInactive
final class AcceptorSession extends LinkSession {
  private final AcceptedLinks links;
  private @Nullable RelayId peer; // null until HELLO
  private @Nullable RateBucket bucket; // null until HELLO
  private long emptySinceNanos;
  private boolean isEmpty;
  private boolean isHeldByRate;
  private boolean isHeldByOwner;

  AcceptorSession(LinkContext shared, AcceptedLinks links) {
    super(shared);
    this.links = links;
  }

  @Override
  void secured(Fixed32 pin) {}

  @Override
  void greeted(Hello hello) {
    LinkMap map = shared.map().get();
    peer = hello.self();
    bucket =
        new RateBucket(
            map.ratePerSecond(), map.burstPackets(), shared.monotonicNanos().getAsLong());
    write(new Frame.Greeting(shared.hello(hello.self(), shared.settings().helloJitterSeconds())));
    ctx().flush();
    links.admit(hello.self(), this);
  }

  @Override
  void packet(byte[] packet) {
    RateBucket rate = bucket;
    if (rate == null) {
      return; // closing before HELLO: a stranger still
    }
    shared.listener().packet(packet);
    long now = shared.monotonicNanos().getAsLong();
    rate.take(now);
    long waitNanos = rate.waitNanos(now);
    noteLevel(rate, waitNanos, now);
    if (waitNanos > 0 && phase() == Phase.UP && !isHeldByRate) {
      isHeldByRate = true;
      listen();
      ctx().executor().schedule(() -> refilled(rate), waitNanos, TimeUnit.NANOSECONDS);
    }
  }

  /// Empty begins when a packet finds nothing left, and ends when a quarter is there again; for too
  /// long, and the peer is sent away.
  private void noteLevel(RateBucket rate, long waitNanos, long now) {
    if (waitNanos > 0 && !isEmpty) {
      isEmpty = true;
      emptySinceNanos = now;
    } else if (rate.isQuarterFull()) {
      isEmpty = false;
    }
    if (isEmpty && now - emptySinceNanos > shared.settings().rateLimitWait().toNanos()) {
      shared.listener().dropped(DropReason.LINK_RATE);
      close(CloseCode.RATE);
    }
  }

  private void refilled(RateBucket rate) {
    long waitNanos = rate.waitNanos(shared.monotonicNanos().getAsLong());
    if (waitNanos > 0 && phase() == Phase.UP) {
      ctx().executor().schedule(() -> refilled(rate), waitNanos, TimeUnit.NANOSECONDS);
    } else {
      isHeldByRate = false;
      listen();
    }
  }

  /// Stops or resumes reading for the owner's sake, who has enough to do.
  void hold(boolean held) {
    isHeldByOwner = held;
    listen();
  }

  private void listen() {
    boolean free = !isHeldByRate && !isHeldByOwner;
    ctx().channel().config().setAutoRead(free || phase() == Phase.CLOSING);
  }

  /// The map has changed: a peer that is gone, or has another key, must go.
  void mapChanged() {
    LinkMap map = shared.map().get();
    RateBucket rate = bucket;
    RelayId id = peer;
    if (rate == null || id == null) {
      return;
    }
    if (isPeer(id) && map.relays().containsKey(shared.identity().relay())) {
      rate.figures(map.ratePerSecond(), map.burstPackets(), shared.monotonicNanos().getAsLong());
    } else {
      close(CloseCode.IDENTITY);
    }
  }

  @Override
  void refused() {
    shared.listener().dropped(DropReason.LINK_NOT_MEMBER);
  }

  @Override
  void ended() {
    RelayId id = peer;
    if (id != null) {
      links.remove(id, this);
    }
  }
}
