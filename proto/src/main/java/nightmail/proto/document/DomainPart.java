// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// Which domains relays serve, by hash: a base or a supplement of the domain table.
///
/// Not signed itself: the consensus names it by digest.
public record DomainPart(List<Entry> entries) {
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  public DomainPart {
    entries = entries.stream().sorted(Comparator.comparing(Entry::relay)).toList();
  }

  /// `lastEpoch` is the last epoch that listed the relay, 0 while it is listed.
  public record Entry(RelayId relay, List<Fixed16> hashes, long lastEpoch) {
    public Entry {
      hashes = hashes.stream().sorted().distinct().toList();
    }

    private Wire.DomainEntry toWire() {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      hashes.forEach(h -> joined.writeBytes(h.toBytes()));
      return Wire.DomainEntry.newBuilder()
          .setRelayId(WireValue.bytes(relay))
          .setHashes(ByteString.copyFrom(joined.toByteArray()))
          .setLastEpoch(lastEpoch)
          .build();
    }

    private static Checked<Entry> fromWire(Wire.DomainEntry wire) {
      byte[] joined = wire.getHashes().toByteArray();
      List<Fixed16> hashes = new ArrayList<>();
      for (int at = 0; at < joined.length; at += Fixed16.BYTES) {
        Fixed16 hash = Fixed16.at(joined, at);
        if (!hashes.isEmpty() && hashes.getLast().compareTo(hash) >= 0) {
          return Checked.refused(Refusal.NOT_SORTED, "entries.hashes");
        }
        hashes.add(hash);
      }
      return Checked.good(
          new Entry(WireValue.relayId(wire.getRelayId()), hashes, wire.getLastEpoch()));
    }
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.DomainPart.newBuilder()
            .addAllEntries(entries.stream().map(Entry::toWire).toList())
            .build());
  }

  public static Checked<DomainPart> decode(byte[] bytes) {
    return Canonical.read(Wire.DomainPart.getDefaultInstance(), bytes, MAX_BYTES)
        .then(DomainPart::fromWire);
  }

  private static Checked<DomainPart> fromWire(Wire.DomainPart wire) {
    List<Entry> entries = new ArrayList<>();
    for (Wire.DomainEntry entry : wire.getEntriesList()) {
      switch (Entry.fromWire(entry)) {
        case Checked.Good<Entry>(Entry good) -> entries.add(good);
        case Checked.Refused<Entry>(Refusal reason, String where) -> {
          return Checked.refused(reason, where);
        }
      }
    }
    return Checked.good(new DomainPart(entries));
  }
}
