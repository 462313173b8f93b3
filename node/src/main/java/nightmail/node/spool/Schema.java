// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import nightmail.node.disk.SmallFile;
import org.sqlite.SQLiteConfig;

/// The database file of a spool and its format number, SQLite's `user_version` (SP-4).
///
/// Format 0 is an empty file. Each entry of the steps leads one format further; what stands in a
/// released step is never changed.
final class Schema {
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE outbound (
                token BLOB PRIMARY KEY, exit BLOB NOT NULL, state TEXT NOT NULL,
                deadline_millis INTEGER NOT NULL, envelope BLOB NOT NULL,
                file TEXT NOT NULL, file_key BLOB NOT NULL, octets INTEGER NOT NULL,
                digest BLOB NOT NULL, digest_from INTEGER NOT NULL, fault TEXT
              ) WITHOUT ROWID""",
              """
              CREATE TABLE arrival (
                token BLOB PRIMARY KEY, state TEXT NOT NULL, recipients INTEGER NOT NULL,
                sequence INTEGER NOT NULL, records BLOB NOT NULL,
                after_millis INTEGER NOT NULL, envelope BLOB,
                file TEXT, file_key BLOB, octets INTEGER,
                digest BLOB, digest_from INTEGER, fault TEXT
              ) WITHOUT ROWID"""));

  /// The format this version writes.
  static final int FORMAT = STEPS.size();

  private static final int HEADER_BYTES = 100;
  private static final int USER_VERSION_OFFSET = 60;

  private Schema() {}

  /// Opens the database for writing, made or brought up to date first.
  ///
  /// @throws SpoolTooNew before anything is written
  static Connection open(Path file) throws IOException, SQLException {
    int found = format(file);
    if (found > FORMAT) {
      throw new SpoolTooNew(found, FORMAT);
    }
    Connection connection = connect(file, false);
    try {
      if (found < FORMAT) {
        migrate(connection, found, false);
        migrate(connection, found, true);
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Opens the database for reading beside the writer.
  static Connection openToRead(Path file) throws SQLException {
    return connect(file, true);
  }

  /// Copies what is in the write-ahead log into the database and empties the log, so that bytes of
  /// deleted rows are nowhere (SP-3). In no transaction; `false` if a reader was in the way.
  static boolean scrub(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      return result.next() && result.getInt(1) == 0;
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /// The format number in the header of the file itself: opening it with SQLite could already
  /// write. 0 if there is no file. Migrations end with a checkpoint, so it is never only in the
  /// log.
  private static int format(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return 0;
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SmallFile.readFully(channel, header, 0);
    } catch (EOFException e) {
      throw new IOException(file + " is no database", e);
    }
    return header.getInt(USER_VERSION_OFFSET);
  }

  private static Connection connect(Path file, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "ON");
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout(10_000);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    if (readOnly) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only=ON");
      }
    }
    return connection;
  }

  /// All steps in one transaction, rolled back at the end of a dry run.
  private static void migrate(Connection connection, int from, boolean keep) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : STEPS.subList(from, FORMAT)) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA user_version=" + FORMAT);
      if (keep) {
        connection.commit();
      } else {
        connection.rollback();
      }
    }
    connection.setAutoCommit(true);
    scrub(connection);
  }
}
