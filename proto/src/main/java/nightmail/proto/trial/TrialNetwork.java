// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import nightmail.proto.acceptance.Acceptance;
import nightmail.proto.acceptance.Acceptor;
import nightmail.proto.acceptance.Fetched;
import nightmail.proto.acceptance.StoredState;
import nightmail.proto.acceptance.TrustedRoots;
import nightmail.proto.authority.AuthorityCore;
import nightmail.proto.authority.AuthorityEffect;
import nightmail.proto.authority.AuthorityEffect.StoredObject;
import nightmail.proto.authority.AuthorityEvent;
import nightmail.proto.authority.AuthorityMemory;
import nightmail.proto.authority.AuthorityPolicy;
import nightmail.proto.authority.UploadVerdict;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.KeySignature;
import nightmail.proto.document.Root;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.View;
import nightmail.proto.time.Now;

/// One real authority core and any number of relays, with signed documents throughout; effects are
/// carried out in memory.
///
/// Time is an argument: [#advanceTo] uploads, lets the core work and fetches. Owned by one thread.
public final class TrialNetwork {
  private final TrialAuthority authority;
  private final RandomGenerator random;
  private final AuthorityCore core;
  private final NavigableMap<String, HybridKeyPair> families = new TreeMap<>();
  private final List<TrialRelay> relays = new ArrayList<>();
  private final NavigableMap<Fixed32, byte[]> objects = new TreeMap<>();
  private final NavigableMap<Fixed32, byte[]> signatures = new TreeMap<>();
  private final NavigableMap<Long, byte[]> pointers = new TreeMap<>();
  private Optional<UploadVerdict> lastVerdict = Optional.empty();
  private Instant nextWake;

  private TrialNetwork(TrialAuthority authority, Parameters parameters, RandomGenerator random) {
    this.authority = authority;
    this.random = random;
    this.core =
        new AuthorityCore(
            authority.self(), parameters, AuthorityPolicy.trusting(), AuthorityMemory.empty());
    this.nextWake = authority.root().start();
  }

  /// A test network of profile TEST, open to all, whose first epoch begins at `start`.
  public static TrialNetwork at(Instant start, Parameters parameters, RandomGenerator random) {
    return new TrialNetwork(TrialAuthority.make(start, parameters, random), parameters, random);
  }

  public TrialRelay add(TrialRelayPlan plan) {
    Optional<HybridKeyPair> family =
        plan.family()
            .map(name -> families.computeIfAbsent(name, n -> HybridKeyPair.generate(random)));
    TrialRelay relay =
        new TrialRelay(plan, authority.self().networkId(), authority.root(), family, random);
    relays.add(relay);
    return relay;
  }

  public List<TrialRelay> relays() {
    return List.copyOf(relays);
  }

  public Root root() {
    return authority.root();
  }

  public Fixed32 networkId() {
    return authority.self().networkId();
  }

  /// What a node that trusts this network's id knows of its roots.
  public TrustedRoots roots() {
    return TrustedRoots.walk(networkId(), root().profile(), List.of(authority.signedRoot()))
        .orThrow();
  }

  public SignedDocument signedRoot() {
    return authority.signedRoot();
  }

  /// Sends an upload to the authority.
  public UploadVerdict upload(byte[] upload, Instant now) {
    lastVerdict = Optional.empty();
    handle(new AuthorityEvent.UploadReceived(0, upload), now);
    return lastVerdict.orElseThrow();
  }

  /// All relays upload anew at `now`.
  public void uploadAll(Instant now) {
    for (TrialRelay relay : relays) {
      upload(relay.upload(now).encode(), now);
    }
  }

  /// Lets the authority look at the clock.
  public void tick(Instant now) {
    handle(new AuthorityEvent.Tick(), now);
  }

  /// When [#tick] is wanted next.
  public Instant nextWake() {
    return nextWake;
  }

  /// Everything uploads at the start of `epoch` − 1 and the consensus of `epoch` is published;
  /// answers the view of a node that fetches it when the epoch begins.
  public View advanceTo(long epoch) {
    Instant begin = root().validAfter(epoch);
    Instant before = begin.minus(root().epochLength());
    uploadAll(before);
    tick(begin.minus(Duration.ofMillis(500)));
    return view(begin);
  }

  /// All that the network serves, with the newest pointer.
  public Fetched fetched() {
    return new Fetched(pointers.lastEntry().getValue(), objects, signatures);
  }

  /// The newest view as a node without history accepts it.
  ///
  /// @throws IllegalStateException if it does not
  public View view(Instant now) {
    Acceptance outcome = Acceptor.accept(roots(), StoredState.first(), fetched(), now);
    if (outcome instanceof Acceptance.Accepted accepted) {
      return accepted.view();
    }
    throw new IllegalStateException("not accepted: " + outcome);
  }

  private void handle(AuthorityEvent event, Instant now) {
    for (AuthorityEffect effect : core.on(event, new Now(now, 0))) {
      carryOut(effect, now);
    }
  }

  private void carryOut(AuthorityEffect effect, Instant now) {
    switch (effect) {
      case AuthorityEffect.AnswerUpload(long requestId, UploadVerdict verdict) ->
          lastVerdict = Optional.of(verdict);
      case AuthorityEffect.Store(List<StoredObject> stored) -> stored.forEach(this::store);
      case AuthorityEffect.Sign(long epoch, byte[] consensus) ->
          handle(
              new AuthorityEvent.SignatureMade(
                  epoch,
                  SignedDocument.signature(
                      DocumentKind.CONSENSUS, epoch, consensus, networkId(), authority.signing())),
              now);
      case AuthorityEffect.Publish(long epoch, Fixed32 digest, byte[] pointer) ->
          pointers.put(epoch, pointer);
      case AuthorityEffect.WakeAt(Instant moment) -> nextWake = moment;
      case AuthorityEffect.KeepUpload keep -> {}
      case AuthorityEffect.ForgetUpload forget -> {}
      case AuthorityEffect.Journal journal -> {}
      case AuthorityEffect.Report report -> {}
    }
  }

  private void store(StoredObject object) {
    objects.put(object.digest(), object.bytes());
    if (!object.signatures().isEmpty()) {
      signatures.put(object.digest(), KeySignature.encodeList(object.signatures()));
    }
  }
}
