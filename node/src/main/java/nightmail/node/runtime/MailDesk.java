// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nightmail.node.smtp.server.Intake;
import nightmail.node.smtp.server.Mailroom;
import nightmail.node.spool.Draft;
import nightmail.node.spool.Spool;
import nightmail.node.spool.SpoolFull;
import nightmail.proto.mail.Envelope;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Event;
import nightmail.proto.smtp.SmtpReply;

/// Where an SMTP session, a draft on disk and the core's decision meet.
///
/// A draft is begun at DATA; at its end the core is asked; the session hears the core's reply, or
/// that something failed, in every case exactly once.
///
/// Safe for any thread.
public final class MailDesk implements Mailroom {
  private static final SmtpReply FULL = SmtpReply.of(452, "4.3.1", "No room for mail now");
  private static final SmtpReply BROKEN = SmtpReply.of(451, "4.3.0", "Mail cannot be stored now");

  private record Submission(Draft draft, CompletableFuture<SmtpReply> reply) {}

  private final Spool spool;
  private final Consumer<Event> core;
  private final AtomicLong lastSubmission = new AtomicLong();
  private final Map<Long, Submission> open = new ConcurrentHashMap<>();

  public MailDesk(Spool spool, Consumer<Event> core) {
    this.spool = spool;
    this.core = core;
  }

  @Override
  public Intake open(Envelope envelope) {
    try {
      return new DraftIntake(spool.draft());
    } catch (IOException refused) {
      return new NoIntake(refused instanceof SpoolFull ? FULL : BROKEN);
    }
  }

  /// The core wants the parcels of a submission on disk.
  void keep(Effect.KeepMail keep) {
    Submission submission = open.get(keep.submission());
    if (submission == null) {
      return;
    }
    spool
        .keepMail(submission.draft(), keep.parcels())
        .whenComplete(
            (kept, failure) ->
                core.accept(
                    failure == null
                        ? new Event.MailKept(keep.submission(), kept)
                        : new Event.MailNotKept(keep.submission(), isFull(failure))));
  }

  /// The core's reply to DATA.
  void answer(Effect.AnswerMail answer) {
    Submission submission = open.remove(answer.submission());
    if (submission != null) {
      submission.draft().discard();
      submission.reply().complete(answer.reply());
    }
  }

  private static boolean isFull(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof SpoolFull;
  }

  /// Takes octets into a draft.
  private final class DraftIntake implements Intake {
    private final Draft draft;

    DraftIntake(Draft draft) {
      this.draft = draft;
    }

    @Override
    public CompletionStage<Void> append(byte[] chunk) {
      return draft.append(chunk);
    }

    @Override
    public CompletionStage<SmtpReply> finish(Envelope envelope, long octets) {
      long number = lastSubmission.incrementAndGet();
      CompletableFuture<SmtpReply> reply = new CompletableFuture<>();
      open.put(number, new Submission(draft, reply));
      core.accept(new Event.MailOffered(number, envelope, octets));
      return reply;
    }

    @Override
    public void abandon() {
      draft.discard();
    }
  }

  /// Reads on, since SMTP has no other way to refuse at this point, and then says why.
  private record NoIntake(SmtpReply reply) implements Intake {
    @Override
    public CompletionStage<Void> append(byte[] chunk) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<SmtpReply> finish(Envelope envelope, long octets) {
      return CompletableFuture.completedStage(reply);
    }

    @Override
    public void abandon() {}
  }
}
