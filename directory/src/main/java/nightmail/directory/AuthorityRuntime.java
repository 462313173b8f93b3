// SPDX-License-Identifier: Apache-2.0
package nightmail.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightmail.directory.store.DirectoryStore;
import nightmail.directory.store.SigningJournal;
import nightmail.proto.authority.AuthorityCore;
import nightmail.proto.authority.AuthorityEffect;
import nightmail.proto.authority.AuthorityEffect.StoredObject;
import nightmail.proto.authority.AuthorityEvent;
import nightmail.proto.authority.EpochReport;
import nightmail.proto.authority.UploadVerdict;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.KeySignature;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.packet.RelayId;
import nightmail.proto.time.Now;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what the authority core wants: files, signatures, the clock.
///
/// One thread owns core, journal and store writes. If an effect fails, those after it are not done:
/// a consensus that could not be stored or journalled is not signed. At most 256 uploads wait;
/// further ones are refused as busy.
final class AuthorityRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityRuntime.class);
  private static final int MAX_WAITING = 256;
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final AuthorityCore core;
  private final Fixed32 networkId;
  private final HybridKeyPair signing;
  private final DirectoryStore store;
  private final SigningJournal journal;
  private final InstantSource clock;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().name("authority").unstarted(task));
  private Instant wakeAt = Instant.MIN;
  private Optional<UploadVerdict> verdict = Optional.empty();

  AuthorityRuntime(
      AuthorityCore core,
      Fixed32 networkId,
      HybridKeyPair signing,
      DirectoryStore store,
      SigningJournal journal,
      InstantSource clock) {
    this.core = core;
    this.networkId = networkId;
    this.signing = signing;
    this.store = store;
    this.journal = journal;
    this.clock = clock;
  }

  /// Takes the uploads of before, then begins to tick.
  void start() throws IOException {
    for (byte[] kept : store.uploads()) {
      restore(kept);
    }
    thread.execute(this::tick);
  }

  private void restore(byte[] kept) throws IOException {
    int end = 0;
    while (end < kept.length && kept[end] != '\n') {
      end++;
    }
    long firstSeen = Long.parseLong(new String(kept, 0, end, StandardCharsets.US_ASCII));
    byte[] upload = Arrays.copyOfRange(kept, Math.min(end + 1, kept.length), kept.length);
    handle(new AuthorityEvent.UploadRestored(firstSeen, upload));
  }

  /// From any thread.
  CompletionStage<UploadVerdict> handIn(byte[] upload) {
    CompletableFuture<UploadVerdict> answer = new CompletableFuture<>();
    if (!waiting.tryAcquire()) {
      answer.completeExceptionally(new IllegalStateException("busy"));
      return answer;
    }
    try {
      thread.execute(() -> take(upload, answer));
    } catch (RejectedExecutionException e) {
      waiting.release();
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private void take(byte[] upload, CompletableFuture<UploadVerdict> answer) {
    try {
      verdict = Optional.empty();
      handle(new AuthorityEvent.UploadReceived(0, upload));
      answer.complete(verdict.orElseThrow());
    } catch (IOException | RuntimeException e) {
      LOG.error("Cannot keep an upload; look at the disk: {}", e.toString());
      answer.completeExceptionally(e);
    } finally {
      waiting.release();
    }
  }

  private void tick() {
    try {
      handle(new AuthorityEvent.Tick());
    } catch (IOException | RuntimeException e) {
      LOG.error("No signature this time; look at the disk: {}", e.toString());
    }
    Duration sleep = Duration.between(clock.instant(), wakeAt);
    Duration bounded = sleep.compareTo(LONGEST_SLEEP) < 0 ? sleep : LONGEST_SLEEP;
    if (!thread.isShutdown()) {
      var _ = thread.schedule(this::tick, Math.max(10, bounded.toMillis()), TimeUnit.MILLISECONDS);
    }
  }

  private void handle(AuthorityEvent event) throws IOException {
    for (AuthorityEffect effect : core.on(event, new Now(clock.instant(), System.nanoTime()))) {
      carryOut(effect);
    }
  }

  private void carryOut(AuthorityEffect effect) throws IOException {
    switch (effect) {
      case AuthorityEffect.AnswerUpload(long requestId, UploadVerdict answer) ->
          verdict = Optional.of(answer);
      case AuthorityEffect.KeepUpload(RelayId relay, long firstSeen, byte[] upload) ->
          keep(relay, firstSeen, upload);
      case AuthorityEffect.ForgetUpload(RelayId relay) -> store.deleteUpload(relay);
      case AuthorityEffect.Store(List<StoredObject> objects) -> store(objects);
      case AuthorityEffect.Journal(long epoch, Fixed32 digest) -> journal.append(epoch, digest);
      case AuthorityEffect.Sign(long epoch, byte[] consensus) -> sign(epoch, consensus);
      case AuthorityEffect.Publish(long epoch, Fixed32 digest, byte[] pointer) ->
          store.putPointer(epoch, pointer);
      case AuthorityEffect.WakeAt(Instant moment) -> wakeAt = moment;
      case AuthorityEffect.Report(EpochReport report) -> report(report);
    }
  }

  private void keep(RelayId relay, long firstSeen, byte[] upload) throws IOException {
    byte[] head = (firstSeen + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOf(head, head.length + upload.length);
    System.arraycopy(upload, 0, content, head.length, upload.length);
    store.putUpload(relay, content);
  }

  private void store(List<StoredObject> objects) throws IOException {
    for (StoredObject object : objects) {
      store.putObject(object.digest(), object.bytes());
      if (!object.signatures().isEmpty()) {
        store.putSignatures(object.digest(), KeySignature.encodeList(object.signatures()));
      }
    }
  }

  private void sign(long epoch, byte[] consensus) throws IOException {
    KeySignature signature =
        SignedDocument.signature(DocumentKind.CONSENSUS, epoch, consensus, networkId, signing);
    handle(new AuthorityEvent.SignatureMade(epoch, signature));
  }

  private static void report(EpochReport report) {
    if (report.published()) {
      LOG.info(
          "epoch {}: {} relays, {} usable mixes, {} exits, {} bytes",
          report.epoch(),
          report.relays(),
          report.usableMixes(),
          report.exits(),
          report.consensusBytes());
    } else {
      LOG.warn("epoch {}: no relay to list, no consensus", report.epoch());
    }
  }

  /// Finishes what is being done, then stops.
  @Override
  public void close() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("the authority thread did not stop in 5 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
