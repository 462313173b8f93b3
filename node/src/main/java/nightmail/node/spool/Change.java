// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One thing to be made durable by the writer: synced files to publish, rows to change, files to
/// unlink once the change is committed.
///
/// @param <T> what the caller gets
final class Change<T> {
  /// Changes rows.
  ///
  /// @param <T> what the caller gets
  interface Sql<T> {
    /// @param unlinked takes the names of files that no row names any more
    T apply(SpoolTables tables, List<String> unlinked) throws SQLException, IOException;
  }

  private final List<String> fresh;
  private final Sql<T> sql;
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private Runnable success = () -> {};

  /// @param fresh names of files that are written and synced, but not yet renamed
  Change(List<String> fresh, Sql<T> sql) {
    this.fresh = List.copyOf(fresh);
    this.sql = sql;
  }

  List<String> fresh() {
    return fresh;
  }

  CompletableFuture<T> done() {
    return done;
  }

  void apply(SpoolTables tables, List<String> unlinked) throws SQLException, IOException {
    T result = sql.apply(tables, unlinked);
    success = () -> done.complete(result);
  }

  /// After the commit.
  void succeed() {
    success.run();
  }

  void fail(IOException cause) {
    done.completeExceptionally(cause);
  }
}
