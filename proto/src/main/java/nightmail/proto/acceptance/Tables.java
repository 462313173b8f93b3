// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Checked;
import nightmail.proto.document.DomainPart;
import nightmail.proto.document.KeyPart;
import nightmail.proto.document.Refusal;
import nightmail.proto.document.TablePart;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.DomainTable;
import nightmail.proto.route.KeyTable;
import nightmail.proto.route.RelayKey;

/// Key and domain tables out of their parts; the last part that names a relay counts (AC-12).
final class Tables {
  private final Fetched fetched;

  Tables(Fetched fetched) {
    this.fetched = fetched;
  }

  /// The keys of all key epochs whose parts are all here.
  Checked<KeyTable> keys(List<TablePart> parts) {
    NavigableMap<Long, NavigableMap<RelayId, RelayKey>> tables = new TreeMap<>();
    for (TablePart part : parts) {
      Checked<KeyPart> read = bytes(part).then(KeyPart::decode);
      if (read instanceof Checked.Refused<KeyPart>(Refusal reason, String where)) {
        return Checked.refused(reason, where);
      }
      KeyPart keys = read.orThrow();
      if (keys.keyEpoch() != part.keyEpoch() || keys.entries().size() != part.entries()) {
        return Checked.refused(Refusal.INCONSISTENT, "parts");
      }
      NavigableMap<RelayId, RelayKey> table =
          tables.computeIfAbsent(part.keyEpoch(), e -> new TreeMap<>());
      for (KeyPart.Entry e : keys.entries()) {
        table.put(e.relay(), new RelayKey(keys.keyEpoch(), e.generation(), e.linkPin(), e.key()));
      }
    }
    return Checked.good(KeyTable.of(tables));
  }

  Checked<DomainTable> domains(Fixed32 networkId, List<TablePart> parts) {
    NavigableMap<RelayId, NavigableSet<Fixed16>> served = new TreeMap<>();
    for (TablePart part : parts) {
      Checked<DomainPart> read = bytes(part).then(DomainPart::decode);
      if (read instanceof Checked.Refused<DomainPart>(Refusal reason, String where)) {
        return Checked.refused(reason, where);
      }
      DomainPart domains = read.orThrow();
      if (domains.entries().size() != part.entries()) {
        return Checked.refused(Refusal.INCONSISTENT, "parts");
      }
      domains.entries().forEach(e -> served.put(e.relay(), new TreeSet<>(e.hashes())));
    }
    return Checked.good(DomainTable.of(networkId, served));
  }

  boolean has(TablePart part) {
    return fetched.object(part.digest()).isPresent();
  }

  private Checked<byte[]> bytes(TablePart part) {
    Optional<byte[]> bytes = fetched.object(part.digest());
    return bytes.isPresent()
            && bytes.get().length == part.bytes()
            && Sha256.of(bytes.get()).equals(part.digest())
        ? Checked.good(bytes.get())
        : Checked.refused(Refusal.INCONSISTENT, "parts");
  }
}
