// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightmail.proto.relay.Event;

/// What waits for the relay core.
///
/// Packets from links wait here up to [#MAX_WAITING_PACKETS]; a further one is refused, and lost as
/// `pool_full`. All other events answer something the core asked for, or are as few as SMTP
/// sessions and views, so what is out bounds them.
///
/// Safe for any thread; only [#next] blocks.
public final class CoreInbox {
  /// Packets waiting for the core; the newest beyond is refused.
  public static final int MAX_WAITING_PACKETS = 4_096;

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingPackets = new AtomicInteger();

  public void post(Event event) {
    events.add(event);
  }

  /// A packet from a link, which now belongs to the core; `false` if the core is too far behind.
  public boolean offerPacket(byte[] packet) {
    if (waitingPackets.incrementAndGet() > MAX_WAITING_PACKETS) {
      waitingPackets.decrementAndGet();
      return false;
    }
    events.add(new Event.PacketReceived(packet));
    return true;
  }

  public int waitingPackets() {
    return waitingPackets.get();
  }

  /// The next event, or empty after `waitNanos` without one.
  Optional<Event> next(long waitNanos) throws InterruptedException {
    Event event = events.poll(waitNanos, TimeUnit.NANOSECONDS);
    if (event instanceof Event.PacketReceived) {
      waitingPackets.decrementAndGet();
    }
    return Optional.ofNullable(event);
  }
}
