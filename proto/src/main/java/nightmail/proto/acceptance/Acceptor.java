// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import nightmail.proto.acceptance.Acceptance.Accepted;
import nightmail.proto.acceptance.Acceptance.Incomplete;
import nightmail.proto.acceptance.Acceptance.Refused;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Checked;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.KeySignature;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Refusal;
import nightmail.proto.document.Root;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.TablePart;
import nightmail.proto.document.TablePart.Table;
import nightmail.proto.document.Unverified;
import nightmail.proto.route.DomainTable;
import nightmail.proto.route.KeyTable;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.View;

/// The acceptance checklist (`docs/spec/directory.md` §10) over one pointer and what it names.
///
/// Pure: roots, stored state, bytes and the time in; view, wanted objects or a refusal out. Not
/// checked here: that `prev` reaches a stored digest (AC-8) and that two mirrors agree (AC-14),
/// which take more than one pointer.
///
/// Owned by one call.
public final class Acceptor {
  /// How far a consensus may begin in the future, at most (AC-6).
  private static final Duration EARLY = Duration.ofMinutes(5);

  private static final int SIGNATURE_LIST_BYTES = 256 * 1024;

  private final TrustedRoots roots;
  private final StoredState stored;
  private final Fetched fetched;
  private final Instant now;

  private Acceptor(TrustedRoots roots, StoredState stored, Fetched fetched, Instant now) {
    this.roots = roots;
    this.stored = stored;
    this.fetched = fetched;
    this.now = now;
  }

  /// The outcome for `fetched` at `now`.
  public static Acceptance accept(
      TrustedRoots roots, StoredState stored, Fetched fetched, Instant now) {
    return new Acceptor(roots, stored, fetched, now).run();
  }

  private Acceptance run() {
    if (roots.isExpired(now)) {
      return new Refused(AcceptanceRule.ROOT_CHAIN, Refusal.EXPIRED, "root.expires");
    }
    return switch (Pointer.decode(fetched.pointer())) {
      case Checked.Refused<Pointer>(Refusal reason, String where) ->
          new Refused(AcceptanceRule.FORM, reason, where);
      case Checked.Good<Pointer>(Pointer pointer) -> pointed(pointer);
    };
  }

  private Acceptance pointed(Pointer pointer) {
    Root root = roots.inForce(pointer.epoch());
    if (root.version() != pointer.rootVersion()) {
      return new Refused(AcceptanceRule.SIGNATURES, Refusal.INCONSISTENT, "root_version");
    }
    List<Wanted> wanted = new ArrayList<>();
    want(wanted, pointer.digest(), pointer.bytes());
    for (Fixed32 cert : pointer.certs()) {
      want(wanted, cert, DocumentKind.AUTHORITY_CERT.maxBytes());
      if (!fetched.signatures().containsKey(cert)) {
        wanted.add(new Wanted(cert, SIGNATURE_LIST_BYTES, true));
      }
    }
    return wanted.isEmpty() ? consensus(root, pointer) : new Incomplete(wanted);
  }

  private void want(List<Wanted> wanted, Fixed32 digest, int maxBytes) {
    if (fetched.object(digest).isEmpty()) {
      wanted.add(new Wanted(digest, maxBytes, false));
    }
  }

  private Acceptance consensus(Root root, Pointer pointer) {
    byte[] payload = fetched.object(pointer.digest()).orElseThrow();
    if (payload.length != pointer.bytes() || !Sha256.of(payload).equals(pointer.digest())) {
      return new Refused(AcceptanceRule.SIZE, Refusal.INCONSISTENT, "consensus");
    }
    SignedDocument signed =
        new SignedDocument(DocumentKind.CONSENSUS.code(), payload, pointer.signatures());
    Checked<Unverified<Consensus>> read = signed.as(DocumentKind.CONSENSUS);
    if (read instanceof Checked.Refused<Unverified<Consensus>>(Refusal reason, String where)) {
      return new Refused(AcceptanceRule.FORM, reason, where);
    }
    Unverified<Consensus> unverified = read.orThrow();
    Checked<Consensus> verified =
        unverified.verifiedBy(
            roots.networkId(),
            SignerCerts.keys(
                roots.networkId(), root, unverified.unverifiedContent(), certs(pointer)),
            root.quorum().signatures());
    return switch (verified) {
      case Checked.Refused<Consensus>(Refusal reason, String where) ->
          new Refused(AcceptanceRule.SIGNATURES, reason, where);
      case Checked.Good<Consensus>(Consensus consensus) -> verified(root, pointer, consensus);
    };
  }

  private List<SignedDocument> certs(Pointer pointer) {
    List<SignedDocument> certs = new ArrayList<>();
    for (Fixed32 digest : pointer.certs()) {
      byte[] payload = fetched.object(digest).orElseThrow();
      byte[] list = fetched.signatures().get(digest);
      if (list != null && Sha256.of(payload).equals(digest)) {
        KeySignature.decodeList(list)
            .asOptional()
            .ifPresent(
                s -> certs.add(new SignedDocument(DocumentKind.AUTHORITY_CERT.code(), payload, s)));
      }
    }
    return certs;
  }

  private Acceptance verified(Root root, Pointer pointer, Consensus consensus) {
    if (consensus.epoch() != pointer.epoch() || consensus.rootVersion() != root.version()) {
      return new Refused(AcceptanceRule.SIGNATURES, Refusal.INCONSISTENT, "epoch");
    }
    Optional<ConsensusContent.Broken> broken = ConsensusContent.broken(root, consensus);
    if (broken.isPresent()) {
      return new Refused(broken.get().rule(), Refusal.INCONSISTENT, broken.get().where());
    }
    Parameters parameters = Parameters.of(root.profile(), consensus.params());
    Instant staleUntil =
        consensus.validAfter().plus(parameters.duration(Parameter.EPOCH_STALE_MAX_S));
    Optional<Refused> refused = timeOrAge(root, pointer, consensus, staleUntil);
    return refused.isPresent()
        ? refused.get()
        : tables(root, pointer, consensus, parameters, staleUntil);
  }

  private Optional<Refused> timeOrAge(
      Root root, Pointer pointer, Consensus consensus, Instant staleUntil) {
    Duration three = root.epochLength().multipliedBy(3);
    Instant latestStart = now.plus(three.compareTo(EARLY) < 0 ? three : EARLY);
    if (consensus.validAfter().isAfter(latestStart)) {
      return Optional.of(new Refused(AcceptanceRule.TIME, Refusal.NOT_YET_VALID, "clock_suspect"));
    }
    if (now.isAfter(staleUntil)) {
      return Optional.of(new Refused(AcceptanceRule.TIME, Refusal.EXPIRED, "valid_until"));
    }
    boolean other = stored.digest().isPresent() && !stored.digest().get().equals(pointer.digest());
    return pointer.epoch() < stored.epoch() || (pointer.epoch() == stored.epoch() && other)
        ? Optional.of(new Refused(AcceptanceRule.NEWER, Refusal.INCONSISTENT, "epoch"))
        : Optional.empty();
  }

  private Acceptance tables(
      Root root, Pointer pointer, Consensus consensus, Parameters parameters, Instant staleUntil) {
    Tables tables = new Tables(fetched);
    long keyEpoch = root.keyEpochAt(consensus.validAfter());
    List<Wanted> missing = new ArrayList<>();
    List<Wanted> later = new ArrayList<>();
    NavigableSet<Long> incomplete = new TreeSet<>();
    for (TablePart part : consensus.parts()) {
      if (!tables.has(part)) {
        boolean next = part.table() == Table.KEYS && part.keyEpoch() != keyEpoch;
        (next ? later : missing).add(new Wanted(part.digest(), part.bytes(), false));
        incomplete.add(part.keyEpoch());
      }
    }
    if (!missing.isEmpty()) {
      return new Incomplete(missing);
    }
    Checked<KeyTable> keys =
        tables.keys(
            consensus.parts().stream()
                .filter(p -> p.table() == Table.KEYS && !incomplete.contains(p.keyEpoch()))
                .toList());
    Checked<DomainTable> domains =
        tables.domains(
            roots.networkId(),
            consensus.parts().stream().filter(p -> p.table() == Table.DOMAINS).toList());
    Checked<View> view =
        keys.then(
            k ->
                domains.map(
                    d ->
                        new ViewAssembly(roots.networkId(), root, parameters)
                            .view(consensus, pointer.digest(), staleUntil, k, d)));
    return switch (view) {
      case Checked.Refused<View>(Refusal reason, String where) ->
          new Refused(AcceptanceRule.PARTS, reason, where);
      case Checked.Good<View>(View good) ->
          new Accepted(
              good,
              new StoredState(pointer.epoch(), Optional.of(pointer.digest()), root.version()),
              now.isAfter(consensus.validUntil()),
              later);
    };
  }
}
