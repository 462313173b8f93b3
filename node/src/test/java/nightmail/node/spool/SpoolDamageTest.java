// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.stream.Stream;
import nightmail.node.disk.RealDisk;
import nightmail.proto.relay.OutboundRow;
import nightmail.proto.relay.Restored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start and a first reading find wrong, and set aside (SP-2, SP-5).
class SpoolDamageTest {
  @TempDir Path state;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = state.resolve("spool");
  }

  private SqliteSpool opened() throws IOException {
    SqliteSpool spool = Mails.open(folder, new RealDisk());
    spool.restore();
    return spool;
  }

  /// SP-2, SP-5: files of nobody go, rows without file are set aside, the rest goes on.
  @Test
  void startSweepsAndQuarantines() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.keep(spool, Mails.parcel(1), Mails.message(15, 100));
    }
    Path first = fileList().getFirst();
    try (SqliteSpool spool = opened()) {
      Mails.keep(spool, Mails.parcel(2), Mails.message(16, 100));
    }
    Files.delete(first);
    Files.write(folder.resolve("octets/0123456789abcdef0123456789abcdef"), new byte[10]);
    Files.write(folder.resolve("octets/fedcba98.new"), new byte[10]);

    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      Restored restored = spool.restore();

      assertEquals(List.of(Mails.token(2)), tokens(restored));
      assertEquals(1, spool.quarantined());
      assertEquals(1, files());
      assertThrows(IOException.class, () -> Mails.await(spool.readData(Mails.token(1), 0, -1)));
    }
  }

  @Test
  void shortenedFileIsSetAside() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.keep(spool, Mails.parcel(1), Mails.message(17, 100));
    }
    Path file = fileList().getFirst();
    byte[] octets = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(octets, octets.length - 1));

    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      assertEquals(List.of(), spool.restore().outbound());
      assertEquals(1, spool.quarantined());
    }
  }

  /// SP-5: a flipped bit is found before any of the octets is used.
  @Test
  void flippedBitIsFoundBeforeUse() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.await(
          spool.keepArrival(
              Mails.token(1), Mails.envelope(), Mails.message(18, 1_000), Mails.DEADLINE));
    }
    Path file = fileList().getFirst();
    byte[] octets = Files.readAllBytes(file);
    octets[500] ^= 1;
    Files.write(file, octets);

    try (SqliteSpool spool = opened()) {
      assertThrows(SpoolDamaged.class, () -> Mails.await(spool.openArrival(Mails.token(1))));
    }

    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      assertEquals(List.of(), spool.restore().arrivals());
      assertEquals(1, spool.quarantined());
      Mails.await(
          spool.keepArrival(
              Mails.token(1), Mails.envelope(), Mails.message(18, 1_000), Mails.DEADLINE));
    }
  }

  /// SP-5: a row nobody understands is set aside, its file stays for salvage.
  @Test
  void unreadableRowIsSetAside() throws Exception {
    try (SqliteSpool spool = opened()) {
      Mails.keep(spool, Mails.parcel(1), Mails.message(21, 100));
      Mails.keep(spool, Mails.parcel(2), Mails.message(22, 100));
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("spool.db"));
        PreparedStatement damage =
            connection.prepareStatement("UPDATE outbound SET envelope=x'0102' WHERE token=?")) {
      damage.setBytes(1, Mails.token(1).value().toBytes());
      damage.executeUpdate();
    }

    try (SqliteSpool spool = Mails.open(folder, new RealDisk())) {
      assertEquals(List.of(Mails.token(2)), tokens(spool.restore()));
      assertEquals(1, spool.quarantined());
      assertEquals(2, files());
    }
  }

  private static List<nightmail.proto.message.Token> tokens(Restored restored) {
    return restored.outbound().stream().map(OutboundRow::token).toList();
  }

  private long files() throws IOException {
    return fileList().size();
  }

  private List<Path> fileList() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("octets"))) {
      return files.sorted().toList();
    }
  }
}
