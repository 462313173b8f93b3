// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import nightmail.node.admin.Counter.DirectoryRejects;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.document.Root;
import nightmail.proto.document.RootAuthority;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Upload;
import nightmail.proto.packet.MixKey;
import nightmail.proto.route.RelayEntry;
import nightmail.proto.route.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the authorities what this relay is.
///
/// Signs a descriptor whenever the keys or facts change and every 18 h, keeps it on disk, then
/// sends it to every authority of the root until each has taken it.
///
/// [#publish], [#root] and [#seen] are safe for any thread and do not block; a virtual thread does
/// the work.
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /// How long the thread sleeps at most when nothing is pending.
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  private final Fixed32 networkId;
  private final RelayFacts facts;
  private final PublishedFile file;
  private final DirectoryHttp http;
  private final FetchSchedule schedule;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Thread thread;
  private final Semaphore wake = new Semaphore(0);

  private volatile List<MixKey> keys = List.of();
  private volatile @Nullable Root root; // null until the directory client has one
  private volatile boolean sendAgain;

  // Owned by the publishing thread.
  private @Nullable Upload upload; // null before the first
  private List<RootAuthority> pending = List.of();
  private Duration lastRetry = Duration.ZERO;

  private volatile @Nullable Signed signed; // null before the first

  /// What was signed last; for comparing it with a view.
  private record Signed(Fixed32 digest, Instant published) {}

  /// @throws IOException when the file of the last descriptor is damaged or cannot be read
  public Publisher(
      DirectorySettings settings, RelayFacts facts, InstantSource clock, RandomGenerator random)
      throws IOException {
    this.networkId = settings.networkId();
    this.facts = facts;
    this.clock = clock;
    this.random = random;
    this.file = new PublishedFile(publishedFolder(settings));
    this.http = new DirectoryHttp(settings.requestDeadline());
    this.schedule = new FetchSchedule(settings.profile());
    this.upload = file.recall().orElse(null);
    this.thread = Thread.ofVirtual().name("publisher").unstarted(this::run);
  }

  private static Path publishedFolder(DirectorySettings settings) {
    return settings.folder().resolve("published");
  }

  public void start() {
    thread.start();
  }

  /// The mix keys the relay holds now; those of past key epochs are left out of the descriptor.
  public void publish(List<MixKey> held) {
    keys = List.copyOf(held);
    wake.release();
  }

  /// The root that names the authorities.
  public void root(Root newest) {
    root = newest;
    sendAgain = true;
    wake.release();
  }

  /// Compares an accepted view with what was published (AC-13): a relay that is missing, or listed
  /// otherwise, in a consensus made well after its upload sends it again. Answers the rule to
  /// count.
  public Optional<DirectoryRejects> seen(View view) {
    Signed mine = signed;
    if (mine == null || !isLate(view, mine.published())) {
      return Optional.empty();
    }
    boolean listed =
        view.relay(facts.id())
            .map(RelayEntry::descriptor)
            .filter(mine.digest()::equals)
            .isPresent();
    if (listed) {
      return Optional.empty();
    }
    LOG.warn("the consensus does not list this relay as it published itself");
    sendAgain = true;
    wake.release();
    return Optional.of(DirectoryRejects.OWN_ENTRY);
  }

  /// Whether the view was made at least an epoch after the upload.
  private static boolean isLate(View view, Instant published) {
    Duration epoch = Duration.between(view.validAfter(), view.freshUntil());
    return view.validAfter().isAfter(published.plus(epoch));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Duration wait = round();
        boolean woken = wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException closed) {
      // close() asked for it
    }
  }

  /// Signs if there is something new to say, sends what is pending; answers how long to wait.
  Duration round() throws InterruptedException {
    Root newest = root;
    if (newest == null) {
      return LOOK_AGAIN;
    }
    List<PublishedKey> published = DescriptorPlan.keys(keys, newest.keyEpochAt(clock.instant()));
    if (published.isEmpty()) {
      return LOOK_AGAIN;
    }
    try {
      renew(published, newest);
    } catch (IOException full) {
      LOG.error("the descriptor cannot be written; make room in the state folder", full);
      return retry();
    }
    return send();
  }

  private void renew(List<PublishedKey> published, Root newest) throws IOException {
    Optional<Descriptor> last = Optional.ofNullable(upload).flatMap(PublishedFile::descriptor);
    Optional<Descriptor> next = DescriptorPlan.next(facts, published, last, clock.instant());
    if (next.isPresent()) {
      Upload fresh = sign(next.get());
      file.keep(fresh);
      upload = fresh;
      lastRetry = Duration.ZERO;
    }
    Upload current = upload;
    boolean firstLook = signed == null && current != null;
    if (current != null && (next.isPresent() || firstLook)) {
      signed =
          new Signed(
              current.descriptor().digest(),
              PublishedFile.descriptor(current).orElseThrow().published());
    }
    if (next.isPresent() || firstLook || sendAgain) {
      sendAgain = false;
      pending = newest.authorities();
    }
  }

  private Upload sign(Descriptor descriptor) {
    SignedDocument document =
        SignedDocument.sign(
            DocumentKind.DESCRIPTOR, descriptor, networkId, List.of(facts.signing()));
    return new Upload(
        document, Optional.of(facts.cert()), List.of(), DescriptorPlan.domains(facts));
  }

  private Duration send() throws InterruptedException {
    Upload current = upload;
    if (current != null && !pending.isEmpty()) {
      pending = new UploadRound(http).send(current.encode(), pending);
    }
    if (pending.isEmpty()) {
      lastRetry = Duration.ZERO;
      return LOOK_AGAIN;
    }
    return retry();
  }

  private Duration retry() {
    lastRetry = schedule.retry(lastRetry, random);
    return lastRetry;
  }

  @Override
  public void close() {
    thread.interrupt();
    http.close();
    try {
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
