// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import nightmail.node.disk.RealDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path state;

  /// SP-4: a newer format is refused before a byte is written.
  @Test
  void newerFormatIsLeftAlone() throws Exception {
    Path database = state.resolve("spool.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE later (x)");
      statement.execute("PRAGMA user_version=" + (Schema.FORMAT + 1));
    }
    byte[] before = Files.readAllBytes(database);

    assertThrows(SpoolTooNew.class, () -> Mails.open(state, new RealDisk()));

    assertArrayEquals(before, Files.readAllBytes(database));
  }

  /// SP-4: an empty file is format 0 and is brought up to date.
  @Test
  void formatZeroIsBroughtUpToDate() throws Exception {
    Path database = state.resolve("spool.db");
    Files.createFile(database);

    try (Connection connection = Schema.open(database);
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("PRAGMA user_version")) {
      assertEquals(Schema.FORMAT, version.getInt(1));
    }
  }

  /// The settings a promise rests on.
  @Test
  void everyCommitWaitsForTheDisk() throws Exception {
    try (Connection connection = Schema.open(state.resolve("spool.db"))) {
      assertEquals("wal", pragma(connection, "journal_mode"));
      assertEquals("2", pragma(connection, "synchronous"));
      assertEquals("1", pragma(connection, "secure_delete"));
    }
  }

  @Test
  void somethingElseIsNoDatabase() throws Exception {
    Files.write(state.resolve("spool.db"), new byte[50]);

    assertThrows(IOException.class, () -> Mails.open(state, new RealDisk()));
  }

  private static String pragma(Connection connection, String name) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet value = statement.executeQuery("PRAGMA " + name)) {
      return value.getString(1);
    }
  }
}
