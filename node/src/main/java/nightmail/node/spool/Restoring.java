// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import nightmail.proto.relay.ArrivalRow;
import nightmail.proto.relay.ArrivalState;
import nightmail.proto.relay.OutboundRow;
import nightmail.proto.relay.OutboundState;
import nightmail.proto.relay.Restored;

/// One reading of both tables at start: good rows become values, bad ones go to quarantine.
///
/// A file named by a quarantined row stays, for salvage.
///
/// Owned by the writer thread.
final class Restoring {
  /// Makes a value of the row a cursor stands on.
  private interface Reading<T> {
    T row(ResultSet row) throws SQLException, SpoolDamaged;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Damaged(SpoolTables.Table table, byte[] token, SpoolDamaged.Fault fault) {}

  private final Connection connection;
  private final OctetFolder folder;
  private final Set<String> owned = new HashSet<>();
  private final List<Damaged> damaged = new ArrayList<>();

  Restoring(Connection connection, OctetFolder folder) {
    this.connection = connection;
    this.folder = folder;
  }

  /// Reads both tables and marks what is damaged, within the caller's transaction.
  Restored run() throws SQLException {
    List<OutboundRow> outbound =
        read(SpoolTables.Table.OUTBOUND, "SELECT * FROM outbound ORDER BY token", this::outbound);
    List<ArrivalRow> arrivals =
        read(SpoolTables.Table.ARRIVAL, "SELECT * FROM arrival ORDER BY token", this::arrival);
    SpoolTables tables = new SpoolTables(connection);
    for (Damaged each : damaged) {
      tables.quarantine(each.table(), each.token(), each.fault());
    }
    return new Restored(outbound, arrivals);
  }

  /// Files that some row names, damaged or not; after [#run].
  Set<String> owned() {
    return owned;
  }

  private <T> List<T> read(SpoolTables.Table table, String sql, Reading<T> reading)
      throws SQLException {
    List<T> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        String file = row.getString("file");
        if (file != null) {
          owned.add(file);
        }
        if (row.getString("fault") == null) {
          readOne(table, reading, row, values);
        }
      }
    }
    return values;
  }

  private <T> void readOne(
      SpoolTables.Table table, Reading<T> reading, ResultSet row, List<T> values)
      throws SQLException {
    try {
      values.add(reading.row(row));
    } catch (SpoolDamaged e) {
      damaged.add(new Damaged(table, row.getBytes("token"), e.fault()));
    }
  }

  private OutboundRow outbound(ResultSet row) throws SQLException, SpoolDamaged {
    try {
      OctetRef octets = checkedOctets(row);
      RowCodec.envelope(row.getBytes("envelope"));
      return new OutboundRow(
          Token.of(row.getBytes("token")),
          RelayId.of(row.getBytes("exit")),
          octets.octets(),
          OutboundState.valueOf(row.getString("state")),
          Instant.ofEpochMilli(row.getLong("deadline_millis")));
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private ArrivalRow arrival(ResultSet row) throws SQLException, SpoolDamaged {
    try {
      ArrivalState state = ArrivalState.valueOf(row.getString("state"));
      if (state == ArrivalState.CUSTODY) {
        checkedOctets(row);
        RowCodec.envelope(row.getBytes("envelope"));
      }
      return new ArrivalRow(
          Token.of(row.getBytes("token")),
          state,
          row.getInt("recipients"),
          row.getInt("sequence"),
          RowCodec.records(row.getBytes("records")),
          Instant.ofEpochMilli(row.getLong("after_millis")));
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /// Length only: digests are checked when octets are first read, or a start would read the disk.
  private OctetRef checkedOctets(ResultSet row) throws SQLException, SpoolDamaged {
    if (row.getString("file") == null) {
      throw new SpoolDamaged(SpoolDamaged.Fault.ROW_UNREADABLE);
    }
    OctetRef octets = SpoolTables.octets(row);
    Path file = folder.file(octets.name());
    try {
      if (Files.size(file) != octets.octets()) {
        throw new SpoolDamaged(SpoolDamaged.Fault.FILE_LENGTH);
      }
    } catch (SpoolDamaged e) {
      throw e;
    } catch (IOException e) {
      throw new SpoolDamaged(SpoolDamaged.Fault.FILE_MISSING, e);
    }
    return octets;
  }

  private static SpoolDamaged unreadable(IllegalArgumentException cause) {
    return new SpoolDamaged(SpoolDamaged.Fault.ROW_UNREADABLE, cause);
  }
}
