// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.document.Checked;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.ConsensusRelay;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Refusal;
import nightmail.proto.document.Unverified;
import nightmail.proto.document.Upload;
import nightmail.proto.packet.RelayId;

/// The newest verified upload of every relay, and the mix keys seen so far.
///
/// A sequence only rises: lower is ignored, the same with other bytes is a conflict (TK-6). Holds
/// at most 12,000 relays; further ones are not admitted.
///
/// Owned by the authority core.
final class UploadBook {
  private static final int MOST_RELAYS = 12_000;

  private final AuthoritySelf self;
  private final NavigableMap<RelayId, RelayRecord> records = new TreeMap<>();
  private final KeyHistory keys = new KeyHistory();
  private Optional<RelayRecord> newest = Optional.empty();

  UploadBook(AuthoritySelf self) {
    this.self = self;
  }

  /// Checks and, if good, keeps an upload.
  UploadVerdict take(byte[] bytes, AuthorityPolicy policy, Instant now) {
    Checked<Upload> read = Upload.decode(bytes);
    if (read instanceof Checked.Refused<Upload>(Refusal reason, String where)) {
      return new UploadVerdict.Refused(UploadRefusal.of(reason), where);
    }
    Upload upload = read.orThrow();
    Checked<Descriptor> claim =
        upload.descriptor().as(DocumentKind.DESCRIPTOR).map(Unverified::unverifiedContent);
    if (claim instanceof Checked.Refused<Descriptor>(Refusal reason, String where)) {
      return new UploadVerdict.Refused(UploadRefusal.of(reason), where);
    }
    return take(upload, claim.orThrow(), policy, now);
  }

  private UploadVerdict take(
      Upload upload, Descriptor claimed, AuthorityPolicy policy, Instant now) {
    Optional<RelayRecord> held = Optional.ofNullable(records.get(claimed.relayId()));
    if (held.isPresent() && held.get().digest().equals(upload.descriptor().digest())) {
      return new UploadVerdict.Known();
    }
    if (held.isPresent() && claimed.sequence() < held.get().descriptor().sequence()) {
      return new UploadVerdict.Known();
    }
    if (held.isEmpty() && records.size() >= MOST_RELAYS) {
      return new UploadVerdict.Refused(UploadRefusal.NOT_ADMITTED, "");
    }
    UploadCheck check = new UploadCheck(self.networkId(), self.root(), policy, now);
    return switch (check.check(upload, claimed, held)) {
      case UploadCheck.Result.Failed(UploadRefusal reason, String where) ->
          new UploadVerdict.Refused(reason, where);
      case UploadCheck.Result.Verified(RelayRecord record) -> keep(record, held);
    };
  }

  /// Only now that the signature holds: nobody else can bring a relay into conflict.
  private UploadVerdict keep(RelayRecord record, Optional<RelayRecord> held) {
    if (held.isPresent() && record.descriptor().sequence() == held.get().descriptor().sequence()) {
      return new UploadVerdict.Refused(UploadRefusal.SEQUENCE_CONFLICT, "sequence");
    }
    Optional<UploadRefusal> badKey = keys.refusal(record.descriptor());
    if (badKey.isPresent()) {
      return new UploadVerdict.Refused(badKey.get(), "mix_keys");
    }
    keys.remember(record.descriptor());
    records.put(record.id(), record);
    newest = Optional.of(record);
    return new UploadVerdict.Accepted();
  }

  /// Takes an upload of before a restart; one that is not good any more is passed over.
  void restore(byte[] bytes, long firstSeen, AuthorityPolicy policy, Instant now) {
    UploadVerdict verdict = take(bytes, policy, now);
    if (verdict instanceof UploadVerdict.Accepted && firstSeen >= 0) {
      newest.ifPresent(r -> records.put(r.id(), r.firstSeenIn(firstSeen)));
    }
  }

  /// The record kept last.
  Optional<RelayRecord> newest() {
    return newest;
  }

  /// All records, ascending by relay.
  List<RelayRecord> records() {
    return List.copyOf(records.values());
  }

  /// Notes that `consensus` lists relays for the first time; answers those.
  List<RelayRecord> markListed(Consensus consensus, long epoch) {
    List<RelayRecord> fresh = new ArrayList<>();
    for (ConsensusRelay listed : consensus.relays()) {
      RelayRecord record = records.get(listed.id());
      if (record != null && record.firstSeen().isEmpty()) {
        RelayRecord seen = record.firstSeenIn(epoch);
        records.put(seen.id(), seen);
        fresh.add(seen);
      }
    }
    return fresh;
  }

  /// Drops descriptors older than 48 hours and keys of past key epochs; answers the relays dropped.
  List<RelayId> forgetOld(Instant now) {
    List<RelayId> gone =
        records.values().stream()
            .filter(r -> r.descriptor().published().isBefore(now.minus(UploadCheck.KEPT)))
            .map(RelayRecord::id)
            .toList();
    gone.forEach(records::remove);
    keys.forgetBefore(self.root().keyEpochAt(now) - 2);
    return gone;
  }
}
