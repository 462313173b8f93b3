// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import nightmail.node.admin.Counter.DirectoryRejects;
import nightmail.proto.acceptance.Acceptance;
import nightmail.proto.acceptance.AcceptanceRule;
import nightmail.proto.acceptance.Acceptor;
import nightmail.proto.acceptance.Fetched;
import nightmail.proto.acceptance.StoredState;
import nightmail.proto.acceptance.TrustedRoots;
import nightmail.proto.document.Checked;
import nightmail.proto.document.Refusal;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.route.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the node's view of the network up to date.
///
/// Each round asks one mirror: first for newer roots, then for the consensus and what it names. A
/// document is written to disk before it is used; any failure keeps the last good view and asks
/// another mirror later. At the start the view on disk is taken at once, if it still holds.
///
/// One virtual thread of its own; [#start] and [#close] are called once, by anybody.
public final class DirectoryClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryClient.class);

  private final DirectorySettings settings;
  private final DirectoryListener listener;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final FetchSchedule schedule;
  private final DirectoryHttp http;

  private final Thread thread;

  // Owned by the directory thread, after start has filled them.
  private @Nullable DirectoryFolder folder; // null before start
  private List<SignedDocument> chain = List.of();
  private @Nullable TrustedRoots roots; // null until a chain was verified
  private StoredState stored = StoredState.first();
  private Fetched known = new Fetched(new byte[0], new TreeMap<>(), new TreeMap<>());
  private @Nullable View view; // null until one was accepted
  private boolean keysPending;
  private Instant keysDue = Instant.MIN;
  private Duration lastRetry = Duration.ZERO;
  private int mirror;

  public DirectoryClient(
      DirectorySettings settings,
      DirectoryListener listener,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.random = random;
    this.schedule = new FetchSchedule(settings.profile());
    this.http = new DirectoryHttp(settings.requestDeadline());
    this.thread = Thread.ofVirtual().name("directory").unstarted(this::run);
    this.mirror = random.nextInt(settings.mirrors().size());
  }

  /// Takes what is on disk, then begins to fetch.
  ///
  /// @throws IOException when the folder cannot be used or what the node remembers is damaged
  public void start() throws IOException {
    recall();
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(round());
      }
    } catch (InterruptedException closed) {
      // close() asked for it
    }
  }

  /// Reads the folder; whatever it holds is judged like fresh input.
  void recall() throws IOException {
    DirectoryFolder opened = new DirectoryFolder(settings.folder());
    folder = opened;
    List<SignedDocument> roots = opened.roots();
    if (!roots.isEmpty()) {
      trust(roots);
    }
    Optional<DirectoryFolder.Remembered> remembered = opened.recall();
    if (remembered.isPresent()) {
      stored = remembered.get().state();
      known = remembered.get().fetched();
      takeKnown();
    }
  }

  private void takeKnown() {
    TrustedRoots trusted = roots;
    if (trusted != null
        && Acceptor.accept(trusted, stored, known, clock.instant())
            instanceof Acceptance.Accepted accepted) {
      use(accepted);
    }
  }

  /// One round; answers how long to wait for the next.
  Duration round() throws InterruptedException {
    URI asked = settings.mirrors().get(mirror);
    RoundOutcome outcome = fetch(asked);
    switch (outcome) {
      case RoundOutcome.Viewed viewed -> take(viewed);
      case RoundOutcome.Failed(DirectoryRejects rule, String what) -> {
        LOG.warn("directory round failed: {}", what);
        listener.rejected(rule);
        mirror = otherMirror();
      }
    }
    return outcome instanceof RoundOutcome.Failed ? retry() : untilNext();
  }

  private RoundOutcome fetch(URI asked) throws InterruptedException {
    switch (new RootRound(http, asked).fetch(chain)) {
      case RootRound.Chain.Broken(RoundOutcome.Failed why) -> {
        return why;
      }
      case RootRound.Chain.Longer(List<SignedDocument> longer) -> {
        Optional<RoundOutcome.Failed> failed = keepRoots(longer);
        if (failed.isPresent()) {
          return failed.get();
        }
      }
      case RootRound.Chain.Same() -> {}
    }
    TrustedRoots trusted = roots;
    if (trusted == null) {
      return RoundOutcome.refused(AcceptanceRule.ROOT_CHAIN, "no root yet");
    }
    Instant now = clock.instant();
    boolean keysToo = view == null || !now.isBefore(keysDue);
    return new DirectoryRound(http, asked, trusted, stored, now).run(known, keysToo);
  }

  /// Verified, then on disk, then used (AC-1).
  private Optional<RoundOutcome.Failed> keepRoots(List<SignedDocument> longer) {
    Checked<TrustedRoots> walked =
        TrustedRoots.walk(settings.networkId(), settings.profile(), longer);
    if (walked instanceof Checked.Refused<TrustedRoots>(Refusal reason, String where)) {
      return Optional.of(
          RoundOutcome.refused(AcceptanceRule.ROOT_CHAIN, reason.label() + " " + where));
    }
    try {
      folder().keepRoots(longer);
    } catch (IOException full) {
      LOG.error("roots cannot be written; make room in the state folder", full);
      return Optional.of(RoundOutcome.notFetched("disk"));
    }
    trust(longer);
    return Optional.empty();
  }

  private void trust(List<SignedDocument> longer) {
    Checked<TrustedRoots> walked =
        TrustedRoots.walk(settings.networkId(), settings.profile(), longer);
    walked
        .asOptional()
        .ifPresent(
            trusted -> {
              chain = new ArrayList<>(longer);
              roots = trusted;
              listener.root(trusted.newest());
            });
  }

  private void take(RoundOutcome.Viewed viewed) {
    View before = view;
    View next = viewed.accepted().view();
    boolean same =
        before != null
            && before.digest().equals(next.digest())
            && viewed.accepted().later().isEmpty() != keysPending;
    if (same) {
      return;
    }
    try {
      folder().keep(viewed.accepted().state(), viewed.fetched());
    } catch (IOException full) {
      LOG.error("the consensus cannot be written; make room in the state folder", full);
      return;
    }
    stored = viewed.accepted().state();
    known = viewed.fetched();
    use(viewed.accepted());
  }

  private void use(Acceptance.Accepted accepted) {
    boolean sameKeys = view != null && view.epoch() == accepted.view().epoch() && keysPending;
    view = accepted.view();
    keysPending = !accepted.later().isEmpty();
    if (!sameKeys) {
      keysDue =
          keysPending
              ? schedule.nextKeys(accepted.view().keyEpochs(), clock.instant(), random)
              : Instant.MIN;
    }
    listener.accepted(accepted.view(), accepted.stale());
  }

  private Duration retry() {
    lastRetry = schedule.retry(lastRetry, random);
    return lastRetry;
  }

  /// Until the next consensus or the next keys; if the next consensus is due already and the mirror
  /// had none, as after a failure.
  private Duration untilNext() {
    Instant now = clock.instant();
    View current = view;
    if (current == null || !now.isBefore(current.freshUntil())) {
      mirror = otherMirror();
      return retry();
    }
    Instant next = schedule.nextConsensus(current.validAfter(), current.freshUntil(), random);
    Instant due = keysPending && keysDue.isBefore(next) ? keysDue : next;
    Duration wait = Duration.between(now, due);
    if (!wait.isPositive()) {
      return retry();
    }
    lastRetry = Duration.ZERO;
    return wait;
  }

  /// Any but the one asked last, if there are two.
  private int otherMirror() {
    int count = settings.mirrors().size();
    return count == 1 ? 0 : (mirror + 1 + random.nextInt(count - 1)) % count;
  }

  private DirectoryFolder folder() {
    DirectoryFolder opened = folder;
    if (opened == null) {
      throw new IllegalStateException("not started");
    }
    return opened;
  }

  /// Ends the thread; a running request is cut off.
  @Override
  public void close() {
    thread.interrupt();
    http.close();
    try {
      if (thread.isAlive()) {
        thread.join(settings.requestDeadline());
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
