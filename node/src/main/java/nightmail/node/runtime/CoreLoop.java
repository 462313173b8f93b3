// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Event;
import nightmail.proto.relay.RelayCore;
import nightmail.proto.relay.Restored;
import nightmail.proto.time.Now;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that owns a relay core: takes events in order, hands effects on in order.
///
/// Packets from links wait here up to [#MAX_WAITING_PACKETS]; a further one is lost as `pool_full`.
/// All other events answer something the core asked for, so their number is bounded by what is out.
///
/// [#post] and [#offerPacket] are safe for any thread and never block.
public final class CoreLoop implements AutoCloseable {
  /// Packets waiting for the core; the newest beyond is refused.
  public static final int MAX_WAITING_PACKETS = 4_096;

  private static final Logger LOG = LoggerFactory.getLogger(CoreLoop.class);

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingPackets = new AtomicInteger();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final RelayCore core;
  private final Supplier<Now> clock;
  private final Consumer<Effect> interpreter;
  private final Thread thread;
  private long wakeNanos = Long.MAX_VALUE;

  /// @param interpreter called on the core thread; must not block
  public CoreLoop(RelayCore core, Supplier<Now> clock, Consumer<Effect> interpreter) {
    this.core = core;
    this.clock = clock;
    this.interpreter = interpreter;
    this.thread = Thread.ofPlatform().name("relay-core").unstarted(this::run);
  }

  /// Begins with what the disk still owes.
  public void start(Restored restored) {
    carryOut(() -> core.restore(restored, clock.get()));
    thread.start();
  }

  public void post(Event event) {
    events.add(event);
  }

  /// A packet from a link; `false` if the core is too far behind.
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

  private void run() {
    while (!closing.get()) {
      try {
        Event event = next();
        if (event instanceof Event.PacketReceived) {
          waitingPackets.decrementAndGet();
        }
        carryOut(() -> core.on(event, clock.get()));
      } catch (InterruptedException stop) {
        closing.set(true);
      }
    }
  }

  private Event next() throws InterruptedException {
    long waitNanos = wakeNanos - clock.get().monotonicNanos();
    Event event =
        wakeNanos == Long.MAX_VALUE ? events.take() : events.poll(waitNanos, TimeUnit.NANOSECONDS);
    if (event != null) {
      return event;
    }
    wakeNanos = Long.MAX_VALUE;
    return new Event.Woke();
  }

  /// A step that fails is a bug; the relay goes on, since other people's mail depends on it.
  private void carryOut(Supplier<Iterable<Effect>> step) {
    try {
      for (Effect effect : step.get()) {
        if (effect instanceof Effect.WakeAt(long monotonicNanos)) {
          wakeNanos = monotonicNanos;
        } else {
          interpreter.accept(effect);
        }
      }
    } catch (RuntimeException bug) {
      LOG.error("a step of the relay core failed with {}; please report this", where(bug));
    }
  }

  /// Class and place only: a message might carry what it choked on (LG-3).
  private static String where(RuntimeException bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return bug.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : "");
  }

  /// Stops after the event at hand.
  @Override
  public void close() {
    closing.set(true);
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
