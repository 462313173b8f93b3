// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nightmail.node.disk.RealDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A destroyed key is nowhere on the disk (SP-3).
class SpoolErasureTest {
  private static final int MESSAGES = 300;

  @TempDir Path state;

  @Test
  void forgottenKeysAndAddressesAreInNoFile() throws Exception {
    Path folder = state.resolve("spool");
    List<String> keys;
    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      spool.restore();
      for (int i = 0; i < MESSAGES; i++) {
        Mails.keep(spool, Mails.parcel(i), Mails.message(i, 50));
      }
      keys = keys(folder);
      assertEquals(MESSAGES, keys.size());
      assertTrue(everything(folder).contains(keys.getFirst()), "the search finds live keys");

      for (int i = 0; i < MESSAGES; i++) {
        if (i != 7) {
          Mails.await(spool.forgetOutbound(Mails.token(i)));
        }
      }
      Mails.await(spool.forgetOutbound(Mails.token(7)));
      Mails.await(spool.scrub());

      String bytes = everything(folder);
      for (String key : keys) {
        assertFalse(bytes.contains(key), "a key outlived its row");
      }
      assertFalse(bytes.contains("recipient.example"), "an address outlived its row");
    }
  }

  private static List<String> keys(Path folder) throws Exception {
    List<String> keys = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("spool.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT file_key FROM outbound")) {
      while (rows.next()) {
        keys.add(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1));
      }
    }
    return keys;
  }

  private static String everything(Path folder) throws Exception {
    StringBuilder bytes = new StringBuilder();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        bytes.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return bytes.toString();
  }
}
