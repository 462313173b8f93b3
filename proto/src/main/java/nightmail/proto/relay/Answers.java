// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Token;
import nightmail.proto.packet.DropReason;

/// An exit's answers, each sent by a SURB of its token; without one there is no answer (S-2, S-4).
///
/// Owned by the relay core thread.
final class Answers {
  private final Outbox outbox;
  private final Workshop workshop;
  private final HeldSurbs surbs;

  Answers(Outbox outbox, Workshop workshop, HeldSurbs surbs) {
    this.outbox = outbox;
    this.workshop = workshop;
    this.surbs = surbs;
  }

  void keep(Token token, List<byte[]> arrived, long untilNanos) {
    surbs.keep(token, arrived, untilNanos);
  }

  void send(Answer answer) {
    surbs.take(answer.token(), outbox.nanos()).ifPresent(surb -> use(surb, answer));
  }

  /// Nothing more will be said of the token: its other SURBs go.
  void sendLast(Answer answer) {
    send(answer);
    surbs.drop(answer.token());
  }

  void expire() {
    surbs.expire(outbox.nanos());
  }

  private void use(byte[] surb, Answer answer) {
    workshop.ask(
        new Work.UseSurb(surb, answer.encode()),
        Outcome.SurbUsed.class,
        used ->
            used.packet()
                .ifPresentOrElse(
                    p -> outbox.put(new Effect.Send(p.first(), p.bytes())),
                    () -> outbox.drop(DropReason.FORMAT)));
  }
}
