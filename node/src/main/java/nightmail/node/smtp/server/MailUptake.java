// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import nightmail.proto.mail.Envelope;
import nightmail.proto.smtp.SmtpReply;
import org.jspecify.annotations.Nullable;

/// One mail on its way from a connection into its [Intake], with a count of what is not yet kept.
///
/// Owned by the event loop of its connection.
final class MailUptake {
  private static final SmtpReply NO_ROOM =
      SmtpReply.of(452, "4.3.1", "Cannot keep the message now");
  private static final SmtpReply TROUBLE = SmtpReply.of(451, "4.3.0", "Local error");

  private final Intake intake;
  private final Executor loop;
  private final Runnable onRoom;
  private long unkeptOctets;
  private boolean hasFailed;
  private boolean isOver;
  private boolean isAbandoned;
  private @Nullable Runnable whenAppended; // null before the end, and once it ran

  /// @param onRoom called on the loop whenever octets were taken
  MailUptake(Intake intake, Executor loop, Runnable onRoom) {
    this.intake = intake;
    this.loop = loop;
    this.onRoom = onRoom;
  }

  long unkeptOctets() {
    return unkeptOctets;
  }

  /// After a failure the rest of the mail is read and forgotten.
  void append(byte[] chunk) {
    if (hasFailed || isOver) {
      return;
    }
    int octets = chunk.length;
    unkeptOctets += octets;
    CompletionStage<Void> appended = intake.append(chunk);
    appended.whenComplete((_, fault) -> loop.execute(() -> appended(octets, fault != null)));
  }

  private void appended(int octets, boolean failed) {
    unkeptOctets -= octets;
    if (failed && !hasFailed && !isAbandoned) {
      hasFailed = true;
      intake.abandon();
    }
    settle();
    onRoom.run();
  }

  /// Gives the reply on the loop, at once or later; the intake is asked once all appends are done,
  /// because one of them may still fail.
  void finish(Envelope envelope, long octets, Consumer<SmtpReply> answer) {
    isOver = true;
    whenAppended = () -> appendedAll(envelope, octets, answer);
    settle();
  }

  private void settle() {
    Runnable next = whenAppended;
    if (next != null && unkeptOctets == 0) {
      whenAppended = null;
      next.run();
    }
  }

  private void appendedAll(Envelope envelope, long octets, Consumer<SmtpReply> answer) {
    if (hasFailed) {
      answer.accept(NO_ROOM);
      return;
    }
    intake
        .finish(envelope, octets)
        .whenComplete(
            (reply, fault) -> loop.execute(() -> answer.accept(fault == null ? reply : TROUBLE)));
  }

  /// Once ended, a mail can no longer be abandoned: its fate is that of [Intake#finish].
  void abandon() {
    if (!isOver && !hasFailed) {
      isAbandoned = true;
      intake.abandon();
    }
    isOver = true;
  }
}
