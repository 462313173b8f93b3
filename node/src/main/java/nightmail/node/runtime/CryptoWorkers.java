// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nightmail.proto.relay.Bench;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads that do the cryptography the core asks for, each on a bench of its own.
///
/// The queue is as long as the core makes it, which counts what it has out against its pool;
/// [#waiting] tells the links when to stop reading (L-7).
///
/// Safe for any thread.
public final class CryptoWorkers implements AutoCloseable {
  /// Tasks that may wait before links stop reading: three quarters of 1,024 (L-7).
  public static final int QUEUE_MARK = 768;

  private static final Logger LOG = LoggerFactory.getLogger(CryptoWorkers.class);

  private final LinkedBlockingQueue<Effect.Compute> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final Instruments.Performer performer;
  private final Consumer<Event> done;

  public CryptoWorkers(
      int workers, Supplier<Bench> benches, Instruments.Performer performer, Consumer<Event> done) {
    this.performer = performer;
    this.done = done;
    for (int i = 0; i < workers; i++) {
      Bench bench = benches.get();
      threads.add(Thread.ofPlatform().daemon().name("crypto-" + i).unstarted(() -> work(bench)));
    }
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  void submit(Effect.Compute task) {
    waiting.incrementAndGet();
    queue.add(task);
  }

  public int waiting() {
    return waiting.get();
  }

  private void work(Bench bench) {
    try {
      while (true) {
        Effect.Compute task = queue.take();
        try {
          done.accept(new Event.Computed(task.work(), performer.perform(task.what(), bench)));
        } catch (RuntimeException bug) {
          LOG.error("cryptography failed with {}; please report this", bug.getClass().getName());
        } finally {
          waiting.decrementAndGet();
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  /// One worker a core, but for the one that runs the relay core.
  public static int usual() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
