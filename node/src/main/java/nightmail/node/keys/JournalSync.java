// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one thread that writes tags, in batches that close some time after their first tag or at
/// [#MAX_BATCH_TAGS].
///
/// It is not the spool's writer: a slow commit of mail must not hold up packets. After an error
/// nothing is written any more. The tags of one batch share one stage. As many tags wait as
/// packets are held back for them, which the pool bounds.
///
/// [#append] and [#close] are safe for any thread.
final class JournalSync {
  static final int MAX_BATCH_TAGS = 4_096;

  private final long syncAfterNanos;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Batch open = new Batch();
  private boolean closing;
  private @Nullable IOException failure;

  /// Tags that become durable together.
  private static final class Batch {
    private final Map<JournalFile, List<byte[]>> tags = new LinkedHashMap<>();
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private int count;
    private long firstNanos;
  }

  JournalSync(Duration syncAfter) {
    this.syncAfterNanos = syncAfter.toNanos();
    this.thread = Thread.ofPlatform().name("replay-journal").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Adds a tag, which now belongs to this; the stage completes on the journal thread.
  CompletableFuture<Void> append(JournalFile journal, byte[] tag) {
    lock.lock();
    try {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      if (closing) {
        return CompletableFuture.failedFuture(new IOException("replay journal is closed"));
      }
      open.tags.computeIfAbsent(journal, any -> new ArrayList<>()).add(tag);
      if (open.count++ == 0) {
        open.firstNanos = System.nanoTime();
        changed.signalAll();
      } else if (open.count == MAX_BATCH_TAGS) {
        changed.signalAll();
      }
      return open.synced;
    } finally {
      lock.unlock();
    }
  }

  boolean hasFailed() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }

  /// Writes what waits, then ends the thread.
  void close() throws InterruptedException {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.join();
  }

  private void run() {
    try {
      for (Batch batch = next(); batch.count > 0; batch = next()) {
        write(batch);
      }
    } catch (InterruptedException e) {
      fail(open, new IOException("journal thread interrupted", e));
    }
  }

  /// The next batch to write; an empty one when it is time to end.
  private Batch next() throws InterruptedException {
    lock.lock();
    try {
      while (open.count == 0 && !closing) {
        changed.await();
      }
      long left = syncAfterNanos - (System.nanoTime() - open.firstNanos);
      while (open.count < MAX_BATCH_TAGS && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      Batch batch = open;
      open = new Batch();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void write(Batch batch) {
    if (hasFailed()) {
      fail(batch, new IOException("an earlier batch of tags failed"));
      return;
    }
    try {
      for (Map.Entry<JournalFile, List<byte[]>> each : batch.tags.entrySet()) {
        each.getKey().append(each.getValue());
      }
      batch.synced.complete(done());
    } catch (IOException | RuntimeException e) {
      fail(batch, new IOException("replay tags could not be written", e));
    }
  }

  private void fail(Batch batch, IOException cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
    } finally {
      lock.unlock();
    }
    batch.synced.completeExceptionally(cause);
  }

  @SuppressWarnings("NullAway") // Void has no other value
  static Void done() {
    return null;
  }
}
