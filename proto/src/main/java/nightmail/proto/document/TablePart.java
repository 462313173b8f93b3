// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Comparator;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.wire.Wire;

/// A piece of a table, named by digest and size: base first (`seq` 0), then supplements; of several
/// pieces that name a relay the last one counts.
public record TablePart(Table table, long keyEpoch, int seq, Fixed32 digest, int bytes, int entries)
    implements Comparable<TablePart> {
  private static final Comparator<TablePart> ORDER =
      Comparator.comparing(TablePart::table)
          .thenComparingLong(TablePart::keyEpoch)
          .thenComparingInt(TablePart::seq);

  /// Which table; keys have one per key epoch, domains one with key epoch 0.
  public enum Table {
    KEYS(1),
    DOMAINS(2);

    private final int code;

    Table(int code) {
      this.code = code;
    }
  }

  @Override
  public int compareTo(TablePart other) {
    return ORDER.compare(this, other);
  }

  Wire.Part toWire() {
    return Wire.Part.newBuilder()
        .setTable(table.code)
        .setKeyEpoch(keyEpoch)
        .setSeq(seq)
        .setDigest(WireValue.bytes(digest))
        .setSize(bytes)
        .setEntries(entries)
        .build();
  }

  static TablePart fromWire(Wire.Part wire) {
    return new TablePart(
        wire.getTable() == Table.KEYS.code ? Table.KEYS : Table.DOMAINS,
        wire.getKeyEpoch(),
        wire.getSeq(),
        WireValue.fixed32(wire.getDigest()),
        wire.getSize(),
        wire.getEntries());
  }
}
