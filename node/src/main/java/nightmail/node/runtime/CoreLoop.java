// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
/// The figures it shows are safe for any thread and at most one step old.
public final class CoreLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoreLoop.class);
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long JOIN_MILLIS = 5_000;

  /// What the core holds.
  ///
  /// @param nanos monotonic time of the step after which this was true
  public record Figures(long nanos, int heldPackets, int outboundMessages, int arrivedMessages) {}

  private final RelayCore core;
  private final CoreInbox inbox;
  private final Supplier<Now> clock;
  private final Consumer<Effect> interpreter;
  private final Instruments.EffectTap tap;
  private final Thread thread;
  private volatile boolean closing;
  private volatile Figures figures = new Figures(Long.MIN_VALUE, 0, 0, 0);
  private long wakeNanos = Long.MAX_VALUE;

  /// @param interpreter called on the core thread; must not block
  public CoreLoop(
      RelayCore core,
      CoreInbox inbox,
      Supplier<Now> clock,
      Consumer<Effect> interpreter,
      Instruments.EffectTap tap) {
    this.core = core;
    this.inbox = inbox;
    this.clock = clock;
    this.interpreter = interpreter;
    this.tap = tap;
    this.thread = Thread.ofPlatform().name("relay-core").unstarted(this::run);
  }

  /// Begins with what the disk still owes.
  public void start(Restored restored) {
    carryOut(() -> core.restore(restored, clock.get()));
    thread.start();
  }

  /// Where its events come in.
  public CoreInbox inbox() {
    return inbox;
  }

  public Figures figures() {
    return figures;
  }

  private void run() {
    try {
      while (!closing) {
        Event event = next();
        carryOut(() -> core.on(event, clock.get()));
        figures =
            new Figures(
                clock.get().monotonicNanos(),
                core.heldPackets(),
                core.outboundMessages(),
                core.arrivedMessages());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private Event next() throws InterruptedException {
    long untilWake =
        wakeNanos == Long.MAX_VALUE ? MAX_WAIT_NANOS : wakeNanos - clock.get().monotonicNanos();
    Optional<Event> event = inbox.next(Math.clamp(untilWake, 0, MAX_WAIT_NANOS));
    return event.orElseGet(Event.Woke::new);
  }

  /// A step that fails is a bug; the relay goes on, since other people's mail depends on it.
  private void carryOut(Supplier<List<Effect>> step) {
    try {
      for (Effect effect : step.get()) {
        tap.effect(effect, core);
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
    closing = true;
    thread.interrupt();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
