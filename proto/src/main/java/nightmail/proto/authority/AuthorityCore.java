// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import nightmail.proto.authority.AuthorityEffect.AnswerUpload;
import nightmail.proto.authority.AuthorityEffect.StoredObject;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.KeySignature;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Profile;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.time.Now;

/// An authority: uploads in, at most one signed consensus an epoch out.
///
/// Shortly before an epoch begins the consensus is computed, stored, journalled, and only then
/// signed; when the signature is there, it is published. After a restart the journalled bytes are
/// signed again and never others. This core is alone in its network (n = 1); agreement with others
/// goes between computing and signing.
///
/// Without a previous consensus it waits for the edge of an epoch, so that the first relays are
/// listed together; without a relay there is nothing to publish.
///
/// Owned by one thread.
public final class AuthorityCore {
  private final AuthoritySelf self;
  private final Parameters parameters;
  private final UploadBook book;
  private final boolean trustsClaims;
  private AuthorityPolicy policy;
  private Optional<PreviousConsensus> published;
  private Optional<Pending> pending = Optional.empty();
  private OptionalLong lastEpoch;

  /// Signed soon, published when it is.
  private record Pending(PreviousConsensus consensus, int bytes) {}

  /// `parameters` are those this authority stands for; the lengths of epoch and mix key are the
  /// root's whatever they say.
  public AuthorityCore(
      AuthoritySelf self, Parameters parameters, AuthorityPolicy policy, AuthorityMemory memory) {
    this.self = self;
    this.parameters =
        parameters
            .with(Parameter.EPOCH_LENGTH_S, self.root().epochLength().toSeconds())
            .with(Parameter.MIXKEY_LENGTH_S, self.root().mixKeyLength().toSeconds());
    this.policy = policy;
    this.trustsClaims = self.root().profile() == Profile.TEST;
    this.book = new UploadBook(self);
    this.published = memory.published();
    this.lastEpoch = memory.journalledEpoch();
    this.pending = memory.unpublished().map(p -> new Pending(p, p.consensus().encode().length));
  }

  /// What is to be done about `event`, in this order.
  public List<AuthorityEffect> on(AuthorityEvent event, Now now) {
    return switch (event) {
      case AuthorityEvent.UploadReceived(long requestId, byte[] upload) ->
          uploaded(requestId, upload, now.wall());
      case AuthorityEvent.UploadRestored(long firstSeen, byte[] upload) -> {
        book.restore(upload, firstSeen, policy, now.wall());
        yield List.of();
      }
      case AuthorityEvent.Tick() -> tick(now.wall());
      case AuthorityEvent.SignatureMade(long epoch, KeySignature signature) ->
          signed(epoch, signature);
      case AuthorityEvent.PolicyChanged(AuthorityPolicy changed) -> {
        policy = changed;
        yield List.of();
      }
    };
  }

  private List<AuthorityEffect> uploaded(long requestId, byte[] upload, Instant now) {
    List<AuthorityEffect> effects = new ArrayList<>();
    UploadVerdict verdict = book.take(upload, policy, now);
    if (verdict instanceof UploadVerdict.Accepted) {
      book.newest()
          .ifPresent(
              record -> {
                effects.add(new AuthorityEffect.Store(objects(record)));
                effects.add(
                    new AuthorityEffect.KeepUpload(
                        record.id(), record.firstSeen().orElse(-1), record.asUpload().encode()));
              });
    }
    effects.add(new AnswerUpload(requestId, verdict));
    return effects;
  }

  private static List<StoredObject> objects(RelayRecord record) {
    List<StoredObject> objects = new ArrayList<>();
    objects.add(
        new StoredObject(
            record.digest(),
            record.signedDescriptor().payload(),
            record.signedDescriptor().signatures()));
    objects.add(
        new StoredObject(
            record.signedCert().digest(),
            record.signedCert().payload(),
            record.signedCert().signatures()));
    record
        .descriptor()
        .domains()
        .ifPresent(d -> objects.add(new StoredObject(d, record.domains().encode(), List.of())));
    return objects;
  }

  private List<AuthorityEffect> tick(Instant now) {
    List<AuthorityEffect> effects = new ArrayList<>();
    for (RelayId gone : book.forgetOld(now)) {
      effects.add(new AuthorityEffect.ForgetUpload(gone));
    }
    if (pending.isPresent()) {
      effects.add(sign(pending.get()));
    } else if (isDue(now)) {
      build(targetEpoch(now), effects);
    }
    long next = targetEpoch(now) + 1;
    effects.add(new AuthorityEffect.WakeAt(self.root().validAfter(next).minus(lead())));
    return effects;
  }

  /// The epoch whose consensus should be there by now.
  private long targetEpoch(Instant now) {
    return self.root().epochAt(now.plus(lead()));
  }

  /// How long before an epoch its consensus is made.
  private Duration lead() {
    Duration publish = parameters.duration(Parameter.AGREE_PUBLISH_MS);
    Duration half = self.root().epochLength().dividedBy(2);
    return publish.compareTo(half) < 0 ? publish : half;
  }

  private boolean isDue(Instant now) {
    long target = targetEpoch(now);
    boolean fresh = target >= self.root().firstEpoch() && target > lastEpoch.orElse(-1);
    boolean atEdge = !now.isAfter(self.root().validAfter(target));
    return fresh
        && (published.isPresent() || atEdge)
        && self.cert().isValidAt(self.root().validAfter(target));
  }

  private void build(long epoch, List<AuthorityEffect> effects) {
    NavigableMap<Fixed32, Long> certs = new TreeMap<>();
    certs.put(self.cert().identityId(), self.cert().serial());
    Ballot ballot =
        new Ballot(
            self.networkId(), self.root(), epoch, parameters, candidates(epoch), certs, published);
    Optional<ConsensusDraft> draft = ConsensusFunction.apply(ballot);
    if (draft.isEmpty()) {
      effects.add(new AuthorityEffect.Report(new EpochReport(epoch, 0, 0, 0, 0, false)));
      return;
    }
    List<StoredObject> objects = new ArrayList<>(draft.get().parts());
    objects.add(
        new StoredObject(
            self.signedCert().digest(),
            self.signedCert().payload(),
            self.signedCert().signatures()));
    objects.add(new StoredObject(draft.get().digest(), draft.get().bytes(), List.of()));
    effects.add(new AuthorityEffect.Store(objects));
    for (RelayRecord record : book.markListed(draft.get().next().consensus(), epoch)) {
      effects.add(new AuthorityEffect.KeepUpload(record.id(), epoch, record.asUpload().encode()));
    }
    effects.add(new AuthorityEffect.Journal(epoch, draft.get().digest()));
    lastEpoch = OptionalLong.of(epoch);
    Pending made = new Pending(draft.get().next(), draft.get().bytes().length);
    pending = Optional.of(made);
    effects.add(new AuthorityEffect.Sign(epoch, draft.get().bytes()));
  }

  private static AuthorityEffect sign(Pending pending) {
    Consensus consensus = pending.consensus().consensus();
    return new AuthorityEffect.Sign(consensus.epoch(), consensus.encode());
  }

  private List<Candidate> candidates(long epoch) {
    Instant validAfter = self.root().validAfter(epoch);
    List<Candidate> candidates = new ArrayList<>();
    for (RelayRecord record : book.records()) {
      if (record.cert().isValidAt(validAfter) && !policy.rejects(record.id())) {
        candidates.add(
            new Candidate(
                record,
                policy.flagsOf(record.id()),
                proved(record),
                record.firstSeen().orElse(epoch)));
      }
    }
    return candidates;
  }

  /// The claimed domains that count as proved.
  private List<String> proved(RelayRecord record) {
    if (trustsClaims && policy.claimsHold()) {
      return record.domains().names();
    }
    return record.domains().names().stream()
        .filter(d -> policy.provesDomain(record.id(), d))
        .toList();
  }

  private List<AuthorityEffect> signed(long epoch, KeySignature signature) {
    if (pending.isEmpty() || pending.get().consensus().consensus().epoch() != epoch) {
      return List.of();
    }
    PreviousConsensus done = pending.get().consensus();
    Pointer pointer =
        new Pointer(
            epoch,
            done.digest(),
            pending.get().bytes(),
            List.of(signature),
            self.root().version(),
            List.of(self.signedCert().digest()));
    int bytes = pending.get().bytes();
    published = Optional.of(done);
    pending = Optional.empty();
    return List.of(
        new AuthorityEffect.Publish(epoch, done.digest(), pointer.encode()),
        new AuthorityEffect.Report(report(done.consensus(), bytes)));
  }

  private static EpochReport report(Consensus consensus, int bytes) {
    return new EpochReport(
        consensus.epoch(),
        consensus.relays().size(),
        (int) consensus.relays().stream().filter(r -> r.weightField() > 0).count(),
        (int) consensus.relays().stream().filter(r -> r.has(RelayFlag.EXIT)).count(),
        bytes,
        true);
  }
}
