// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import nightmail.node.disk.Disk;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// The one thread that writes rows, with group commit: while a commit waits for the disk, further
/// changes gather and share the next one.
///
/// For a batch: rename the files of all changes and sync their folder once, change the rows in one
/// transaction, commit, unlink, then complete. A change that fails alone is undone alone. Once a
/// rename, sync or commit fails, nothing is written any more (SP-6): what the disk holds then is
/// for the next start to find out.
///
/// [#submit] is safe for any thread; the rest belongs to the writer thread.
final class SpoolWriter {
  /// More waiting changes are refused with [SpoolFull].
  static final int MAX_WAITING = 1 << 16;

  private static final int MAX_BATCH = 256;

  private final Connection connection;
  private final SpoolTables tables;
  private final OctetFolder folder;
  private final Disk disk;
  private final Path database;
  private final long scrubNanos;
  private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final Thread thread;
  private volatile @Nullable IOException stopped;
  private volatile boolean closing;
  private volatile boolean ended;
  private final List<CompletableFuture<Void>> scrubsAsked = new ArrayList<>();
  private boolean dirty;
  private long dirtySinceNanos;

  SpoolWriter(
      Connection connection, OctetFolder folder, Disk disk, Path database, Duration scrubAfter) {
    this.connection = connection;
    this.tables = new SpoolTables(connection);
    this.folder = folder;
    this.disk = disk;
    this.database = database;
    this.scrubNanos = scrubAfter.toNanos();
    this.thread = Thread.ofPlatform().name("spool-writer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Asks for a change; the answer comes on the writer thread.
  <T> CompletableFuture<T> submit(Change<T> change) {
    IOException reason = stopped;
    if (reason != null) {
      abandon(change, reason);
    } else if (closing) {
      abandon(change, new IOException("spool is closed"));
    } else if (!waiting.offer(change)) {
      abandon(change, new SpoolFull(MAX_WAITING + " changes wait for the disk"));
    } else if (ended) {
      refuseWaiting();
    }
    return change.done();
  }

  /// Completes after the next scrub, whether or not one was due.
  CompletableFuture<Void> scrub() {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    submit(
            new Change<>(
                List.of(),
                (rows, unlinked) -> {
                  scrubsAsked.add(asked);
                  return done();
                }))
        .exceptionally(
            failure -> {
              asked.completeExceptionally(failure);
              return done();
            });
    return asked;
  }

  /// Takes nothing more, because `cause` shows that the disk cannot be believed.
  void stop(IOException cause) {
    if (stopped == null) {
      stopped = cause instanceof SpoolReadOnly ? cause : new SpoolReadOnly(cause);
    }
  }

  boolean isStopped() {
    return stopped != null;
  }

  /// Writes what waits, then ends the thread.
  void close() throws InterruptedException {
    closing = true;
    // Wakes the thread; if it has ended already nobody minds.
    waiting.offer(new Change<>(List.of(), (rows, unlinked) -> done()));
    thread.join();
  }

  /// The value of changes that have none.
  @SuppressWarnings("NullAway") // Void has no other value
  static Void done() {
    return null;
  }

  private void run() {
    List<Change<?>> batch = new ArrayList<>();
    try {
      while (!closing || !waiting.isEmpty()) {
        Change<?> first = waiting.take();
        batch.add(first);
        waiting.drainTo(batch, MAX_BATCH - 1);
        write(batch);
        batch.clear();
        scrubIfTime();
      }
    } catch (InterruptedException e) {
      stop(new IOException("spool writer interrupted", e));
    } finally {
      ended = true;
      refuseWaiting();
    }
  }

  private void write(List<Change<?>> batch) {
    IOException reason = stopped;
    if (reason != null) {
      batch.forEach(change -> abandon(change, reason));
      return;
    }
    List<Change<?>> applied = new ArrayList<>();
    List<String> unlinked = new ArrayList<>();
    try {
      publish(batch);
      for (Change<?> change : batch) {
        if (apply(change, unlinked)) {
          applied.add(change);
        }
      }
      connection.commit();
    } catch (IOException | SQLException e) {
      undo(batch, e);
      return;
    }
    disk.committed(database);
    unlinked.forEach(folder::remove);
    noteDirt(!unlinked.isEmpty());
    applied.forEach(Change::succeed);
  }

  private void publish(List<Change<?>> batch) throws IOException {
    List<String> fresh = new ArrayList<>();
    batch.forEach(change -> fresh.addAll(change.fresh()));
    if (!fresh.isEmpty()) {
      folder.publish(fresh);
    }
  }

  /// `false` if this change alone failed and was undone.
  private boolean apply(Change<?> change, List<String> unlinked) throws SQLException {
    Savepoint before = connection.setSavepoint();
    int unlinkedBefore = unlinked.size();
    try {
      change.apply(tables, unlinked);
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException | IOException | RuntimeException e) {
      if (e instanceof SQLException sql && !isOwnFault(sql)) {
        throw sql;
      }
      connection.rollback(before);
      unlinked.subList(unlinkedBefore, unlinked.size()).clear();
      abandon(change, e instanceof IOException io ? io : new IOException("row refused", e));
      return false;
    }
  }

  private void undo(List<Change<?>> batch, Exception cause) {
    boolean rolledBack = rollback();
    if (rolledBack && cause instanceof SQLException sql && isFull(sql)) {
      SpoolFull full = new SpoolFull("disk full while writing rows", cause);
      batch.forEach(change -> abandon(change, full));
      return;
    }
    stop(new IOException("spool write failed", cause));
    IOException reason = stopped;
    // Files stay: whether their rows are on the disk is for the next start to see.
    batch.forEach(change -> change.fail(reason == null ? new SpoolReadOnly(cause) : reason));
  }

  private boolean rollback() {
    try {
      connection.rollback();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void abandon(Change<?> change, IOException reason) {
    change.fresh().forEach(folder::remove);
    change.fail(reason);
  }

  private void noteDirt(boolean deleted) {
    if (deleted && !dirty) {
      dirty = true;
      dirtySinceNanos = System.nanoTime();
    }
  }

  /// At once when nothing waits, else when the oldest deleted key has been in the log too long.
  private void scrubIfTime() {
    boolean due = waiting.isEmpty() || System.nanoTime() - dirtySinceNanos >= scrubNanos;
    if (isStopped() || (!(dirty && due) && scrubsAsked.isEmpty())) {
      return;
    }
    try {
      dirty = !Schema.scrub(connection);
      disk.committed(database);
    } catch (SQLException e) {
      stop(new IOException("checkpoint failed", e));
    }
    scrubsAsked.forEach(asked -> asked.complete(done()));
    scrubsAsked.clear();
  }

  private void refuseWaiting() {
    List<Change<?>> rest = new ArrayList<>();
    waiting.drainTo(rest);
    rest.forEach(change -> abandon(change, new IOException("spool is closed")));
  }

  private static boolean isFull(SQLException e) {
    return e.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code;
  }

  /// Whether the change, not the disk, was wrong.
  private static boolean isOwnFault(SQLException e) {
    return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
  }
}
