// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import nightmail.proto.relay.ArrivalState;
import nightmail.proto.relay.OutboundState;
import nightmail.proto.relay.Parcel;

/// The statements of the spool over one connection; transactions are the caller's.
///
/// Owned by one thread.
final class SpoolTables {
  /// One of the two tables.
  enum Table {
    OUTBOUND("outbound"),
    ARRIVAL("arrival");

    private final String sql;

    Table(String sql) {
      this.sql = sql;
    }
  }

  /// What a row says of envelope and octets.
  ///
  /// @param envelope as [RowCodec] wrote it
  @SuppressWarnings("ArrayRecordComponent") // read once and dropped
  record Kept(byte[] envelope, OctetRef octets) {}

  private final Connection connection;

  SpoolTables(Connection connection) {
    this.connection = connection;
  }

  /// Everything the tables hold, read once at start.
  Restoring restoring(OctetFolder folder) {
    return new Restoring(connection, folder);
  }

  void insertOutbound(Parcel parcel, OctetRef octets) throws SQLException {
    run(
        "INSERT INTO outbound VALUES (?,?,?,?,?,?,?,?,?,?,NULL)",
        bytes(parcel.token()),
        parcel.exit().value().toBytes(),
        OutboundState.QUEUED.name(),
        parcel.doNotDeliverAfter().toEpochMilli(),
        RowCodec.encode(parcel.envelope()),
        octets.name(),
        octets.key(),
        octets.octets(),
        octets.digest().toBytes(),
        octets.digestFrom());
  }

  void setOutbound(Token token, OutboundState state) throws SQLException {
    run("UPDATE outbound SET state=? WHERE token=?", state.name(), bytes(token));
  }

  void moveOutbound(Token token, RelayId exit, OutboundState state) throws SQLException {
    run(
        "UPDATE outbound SET exit=?, state=? WHERE token=?",
        exit.value().toBytes(),
        state.name(),
        bytes(token));
  }

  /// A quarantined row of the same token makes way: its octets came once more.
  void insertArrival(Token token, Envelope envelope, OctetRef octets, Instant after)
      throws SQLException {
    run("DELETE FROM arrival WHERE token=? AND fault IS NOT NULL", bytes(token));
    run(
        "INSERT INTO arrival VALUES (?,?,?,1,?,?,?,?,?,?,?,?,NULL)",
        bytes(token),
        ArrivalState.CUSTODY.name(),
        envelope.recipients().size(),
        RowCodec.encode(List.of()),
        after.toEpochMilli(),
        RowCodec.encode(envelope),
        octets.name(),
        octets.key(),
        octets.octets(),
        octets.digest().toBytes(),
        octets.digestFrom());
  }

  void setArrival(Token token, ArrivalState state, int sequence, List<RecipientRecord> records)
      throws SQLException {
    run(
        """
        INSERT INTO arrival (token, state, recipients, sequence, records, after_millis)
        VALUES (?,?,?,?,?,0)
        ON CONFLICT (token) DO UPDATE
        SET state=excluded.state, sequence=excluded.sequence, records=excluded.records""",
        bytes(token),
        state.name(),
        records.size(),
        sequence,
        RowCodec.encode(records));
  }

  /// Destroys key and envelope of an arrival that is over.
  void dropArrivalOctets(Token token) throws SQLException {
    run(
        """
        UPDATE arrival SET envelope=NULL, file=NULL, file_key=NULL, octets=NULL, digest=NULL,
        digest_from=NULL WHERE token=?""",
        bytes(token));
  }

  void delete(Table table, Token token) throws SQLException {
    run("DELETE FROM " + table.sql + " WHERE token=?", bytes(token));
  }

  void quarantine(Table table, byte[] token, SpoolDamaged.Fault fault) throws SQLException {
    run("UPDATE " + table.sql + " SET fault=? WHERE token=?", fault.name(), token);
  }

  int quarantined() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT (SELECT count(*) FROM outbound WHERE fault IS NOT NULL)
                     + (SELECT count(*) FROM arrival WHERE fault IS NOT NULL)""");
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /// Envelope and octets of a row that has them and is not in quarantine.
  Optional<Kept> kept(Table table, Token token) throws SQLException, SpoolDamaged {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT envelope, file, file_key, octets, digest, digest_from FROM "
                + table.sql
                + " WHERE token=? AND file IS NOT NULL AND fault IS NULL")) {
      statement.setBytes(1, bytes(token));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Kept(row.getBytes("envelope"), octets(row)))
            : Optional.empty();
      }
    }
  }

  /// The file a row names, whatever else is wrong with the row.
  Optional<String> file(Table table, Token token) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT file FROM " + table.sql + " WHERE token=?")) {
      statement.setBytes(1, bytes(token));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }

  static OctetRef octets(ResultSet row) throws SQLException, SpoolDamaged {
    try {
      return new OctetRef(
          row.getString("file"),
          row.getBytes("file_key"),
          row.getLong("octets"),
          Fixed32.of(row.getBytes("digest")),
          row.getInt("digest_from"));
    } catch (IllegalArgumentException e) {
      throw new SpoolDamaged(SpoolDamaged.Fault.ROW_UNREADABLE, e);
    }
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static byte[] bytes(Token token) {
    return token.value().toBytes();
  }
}
