// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import nightmail.node.spool.Spool;
import nightmail.node.spool.StoredMail;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.mail.Dsn;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.FailedRecipient;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.mail.Ret;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.relay.ArrivalRow;
import nightmail.proto.relay.ArrivalState;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells senders of this site what failed, and lets go of the message only then.
///
/// The report becomes an arrival of this node: it is delivered, with all retries, like mail of the
/// own domains. Its token follows from that of the message, so a crash between the two steps makes
/// no second report. Nothing is reported to the null sender, nor of a recipient with NOTIFY=NEVER.
///
/// Safe for any thread; works on virtual threads.
public final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
  private static final Duration LIFETIME = Duration.ofDays(5);
  private static final int MAX_HEADER_OCTETS = 64 * 1024;

  private final Spool spool;
  private final String reportingMta;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<Event> core;

  /// @param reportingMta name of this host, for the report
  /// @param random for MIME boundaries
  public Reports(
      Spool spool,
      String reportingMta,
      InstantSource clock,
      RandomGenerator random,
      Consumer<Event> core) {
    this.spool = spool;
    this.reportingMta = reportingMta;
    this.clock = clock;
    this.random = random;
    this.core = core;
  }

  void failed(Effect.ReportFailed report) {
    start(report.token(), envelope -> report.records());
  }

  void allFailed(Effect.ReportAllFailed report) {
    start(report.token(), envelope -> everyone(envelope, report.pattern()));
  }

  private static List<RecipientRecord> everyone(Envelope envelope, RecipientRecord p) {
    return IntStream.range(0, envelope.recipients().size())
        .mapToObj(
            i ->
                new RecipientRecord(
                    i,
                    p.action(),
                    p.statusClass(),
                    p.statusSubject(),
                    p.statusDetail(),
                    p.smtpCode(),
                    p.diagnostic()))
        .toList();
  }

  private interface Failures {
    List<RecipientRecord> of(Envelope envelope);
  }

  private void start(Token token, Failures failures) {
    Thread.ofVirtual()
        .name("report")
        .start(
            () -> {
              try {
                report(token, failures);
              } catch (IOException | CompletionException disk) {
                LOG.error("a delivery report cannot be kept; it is tried again after a restart");
              }
            });
  }

  private void report(Token token, Failures failures) throws IOException {
    StoredMail mail = spool.openOutbound(token).toCompletableFuture().join();
    Envelope envelope = mail.envelope();
    List<FailedRecipient> failed =
        failures.of(envelope).stream()
            .filter(r -> r.recipient() < envelope.recipients().size())
            .map(r -> failed(envelope, r))
            .toList();
    Optional<byte[]> text =
        Dsn.failed(envelope, failed, reportingMta, clock.instant(), random, header(mail));
    if (text.isPresent()) {
      keep(token, envelope, text.get());
    }
    spool.forgetOutbound(token).toCompletableFuture().join();
  }

  /// A record whose status says nothing of a failure becomes a plain one (RFC 3463 §3.1).
  private static FailedRecipient failed(Envelope envelope, RecipientRecord r) {
    boolean says = r.statusClass() == 4 || r.statusClass() == 5;
    boolean fits = r.statusSubject() < 1_000 && r.statusDetail() < 1_000;
    String status =
        says && fits ? r.statusClass() + "." + r.statusSubject() + "." + r.statusDetail() : "5.0.0";
    return new FailedRecipient(envelope.recipients().get(r.recipient()), status, r.smtpCode());
  }

  private void keep(Token about, Envelope envelope, byte[] report) {
    Path sender = envelope.reversePath();
    Envelope back =
        new Envelope(
            Path.NULL,
            List.of(Recipient.of(sender)),
            true,
            envelope.smtpUtf8(),
            false,
            Ret.UNSET,
            "");
    Token token = reportToken(about);
    Instant until = clock.instant().plus(LIFETIME);
    boolean isNew =
        spool
            .keepArrival(token, back, report, until)
            .handle((done, failure) -> failure == null)
            .toCompletableFuture()
            .join();
    if (isNew) {
      core.accept(
          new Event.ReportKept(
              new ArrivalRow(token, ArrivalState.CUSTODY, 1, 1, List.of(), until)));
    }
  }

  private static Token reportToken(Token about) {
    byte[] label = "nightmail report".getBytes(StandardCharsets.US_ASCII);
    byte[] both = new byte[label.length + 32];
    System.arraycopy(label, 0, both, 0, label.length);
    about.value().copyTo(both, label.length);
    return new Token(Sha256.of(both));
  }

  /// The header fields of the original, cut at 64 KiB.
  private static byte[] header(StoredMail mail) throws IOException {
    try (InputStream in = mail.message().open()) {
      byte[] start = in.readNBytes(MAX_HEADER_OCTETS);
      for (int i = 0; i + 3 < start.length; i++) {
        if (start[i] == '\r'
            && start[i + 1] == '\n'
            && start[i + 2] == '\r'
            && start[i + 3] == '\n') {
          return Arrays.copyOf(start, i + 2);
        }
      }
      return start;
    }
  }
}
