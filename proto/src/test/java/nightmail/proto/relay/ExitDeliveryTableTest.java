// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import nightmail.proto.message.Answer;
import nightmail.proto.message.RecipientRecord.Action;
import nightmail.proto.message.Token;
import nightmail.proto.smtp.RecipientOutcome.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The exit's half of custody once it has a mail, rule by rule.
class ExitDeliveryTableTest {
  private final LoneExit exit = new LoneExit();

  @Test
  @DisplayName("XS-6, A23: a mail that comes twice is delivered once")
  void repeatedMailIsAnsweredAndNotDeliveredAgain() {
    Token token = exit.token();
    exit.arrive(exit.mail(token, 500, "bob@b.example").single(exit.surbs(2)));
    exit.arrive(exit.mail(token, 500, "bob@b.example").single(exit.surbs(2)));
    exit.world.run(Duration.ofSeconds(30));
    exit.arrive(exit.mail(token, 500, "bob@b.example").single(exit.surbs(2)));

    assertEquals(1, exit.world.ledger().of("m").deliveries());
    assertEquals(1, exit.station.all(Effect.KeepArrival.class).size());
    assertInstanceOf(Answer.Done.class, exit.answersNow().getLast());
  }

  @Test
  @DisplayName("XS-7: in custody a POLL is answered PENDING")
  void pollInCustodyShowsTheRecipients() {
    exit.world.mta().refusals.add(Verdict.DEFERRED);
    Token token = exit.arriveMail();
    exit.world.run(Duration.ofSeconds(1));
    exit.answersNow();

    exit.poll(token);

    Answer.Pending pending = assertInstanceOf(Answer.Pending.class, exit.answersNow().getLast());
    assertEquals(1, pending.records().size());
  }

  @Test
  @DisplayName("XS-8, A22: holds are drawn anew for each mail, with the mean of the consensus")
  void holdsAreExponential() {
    for (int i = 0; i < 300; i++) {
      exit.arriveMail();
    }
    exit.world.run(Duration.ofSeconds(60));
    List<Long> kept = moments(Event.ArrivalKept.class);
    List<Long> delivered = moments(Effect.Deliver.class);

    double held = sum(delivered) - sum(kept);
    assertEquals(300, delivered.size());
    assertEquals(500, held / 300 / 1e6, 100, "mean hold in milliseconds");
  }

  private List<Long> moments(Class<?> kind) {
    return exit.station.steps.stream()
        .filter(s -> kind.isInstance(s.what()))
        .map(Station.Step::nanos)
        .toList();
  }

  private static double sum(List<Long> nanos) {
    return nanos.stream().mapToDouble(n -> n).sum();
  }

  @Test
  @DisplayName("XS-9: the outcome is on disk before the sender hears it")
  void doneFollowsTheDisk() {
    Token token = exit.arriveMail();

    assertInstanceOf(Answer.Custody.class, exit.nextAnswer());
    Answer.Done done = assertInstanceOf(Answer.Done.class, exit.nextAnswer());

    assertEquals(2, done.sequence());
    assertEquals(Action.DELIVERED, done.records().getFirst().action());
    assertTrue(exit.world.nanos() > exit.station.firstNanos(Event.OutcomeKept.class));
    assertEquals(ArrivalState.FINAL, exit.station.disk.arrival(token).orElseThrow().row().state());
  }

  @Test
  @DisplayName("XS-9: each recipient has an outcome of its own")
  void recipientsMayEndDifferently() {
    exit.world.mta().refusals.add(Verdict.FAILED);
    Token token = exit.token();
    exit.arrive(exit.mail(token, 500, "amy@b.example", "bob@b.example").single(exit.surbs(2)));

    exit.nextAnswer();
    Answer.Done done = assertInstanceOf(Answer.Done.class, exit.nextAnswer());

    assertEquals(
        List.of(Action.FAILED, Action.DELIVERED),
        done.records().stream().map(r -> r.action()).toList());
    assertEquals(550, done.records().getFirst().smtpCode());
  }

  @Test
  @DisplayName("CL-8: only who was put off is tried again")
  void deferredRecipientIsTriedAgain() {
    exit.world.mta().refusals.addAll(List.of(Verdict.DEFERRED, Verdict.FAILED));
    Token token = exit.token();
    exit.arrive(exit.mail(token, 500, "amy@b.example", "bob@b.example").single(exit.surbs(2)));

    exit.world.run(Duration.ofSeconds(20));

    assertEquals(
        List.of(List.of(0, 1), List.of(0)),
        exit.station.all(Effect.Deliver.class).stream().map(Effect.Deliver::recipients).toList());
    assertEquals(1, exit.world.ledger().of("m").deliveries());
  }

  @Test
  @DisplayName("XS-9: what is put off past its time fails with 4.4.7")
  void deferralsEndAtTheDeadline() {
    exit.world.mta().refusals.addAll(Collections.nCopies(1_000, Verdict.DEFERRED));
    Token token = exit.arriveMail();

    exit.world.run(Duration.ofSeconds(400));
    exit.poll(token);

    Answer.Done done = assertInstanceOf(Answer.Done.class, exit.answersNow().getLast());
    assertEquals(Action.FAILED, done.records().getFirst().action());
    assertEquals(4, done.records().getFirst().statusSubject());
    assertEquals(0, exit.world.ledger().of("m").deliveries());
  }

  @Test
  @DisplayName("XS-10: the row filters duplicates until it is forgotten")
  void rowIsForgottenAfterItsTime() {
    Token token = exit.arriveMail();
    exit.world.run(Duration.ofSeconds(890));
    exit.poll(token);
    assertInstanceOf(Answer.Done.class, exit.answersNow().getLast());

    exit.world.run(Duration.ofSeconds(30));
    exit.poll(token);

    assertEquals(new Answer.Unknown(token), exit.answersNow().getLast());
    assertEquals(1, exit.station.all(Effect.ForgetArrival.class).size());
  }

  @Test
  @DisplayName("XS-11: mail on disk is delivered after a restart")
  void custodyOutlivesARestart() {
    Token token = exit.arriveMail();
    exit.station.crash();
    exit.station.start();
    exit.world.run(Duration.ofSeconds(30));
    exit.poll(token);

    assertEquals(1, exit.world.ledger().of("m").deliveries());
    assertInstanceOf(Answer.Done.class, exit.answersNow().getLast());
  }

  @Test
  @DisplayName("XS-11: fragments are lost in a restart")
  void collectingDoesNotOutliveARestart() {
    Token token = exit.token();
    exit.arrive(exit.mail(token, 60_000, "bob@b.example").shard(0, 0));
    exit.station.crash();
    exit.station.start();

    exit.poll(token);

    assertEquals(List.of(new Answer.Unknown(token)), exit.answersNow());
  }

  @Test
  @DisplayName("XS-11: an outcome outlives a restart with its records")
  void finalOutlivesARestart() {
    Token token = exit.arriveMail();
    exit.world.run(Duration.ofSeconds(30));
    Answer done = exit.answersNow().getLast();
    exit.station.crash();
    exit.station.start();

    exit.poll(token);

    assertEquals(List.of(done), exit.answersNow());
  }

  @Test
  @DisplayName("CS-15, XS-11: a restart never takes the sequence back")
  void sequenceIsThatOfTheDisk() {
    exit.world.mta().refusals.addAll(List.of(Verdict.DEFERRED, Verdict.DEFERRED));
    Token token = exit.arriveMail();
    exit.world.runUntil(exit.world.mta().refusals::isEmpty, Duration.ofSeconds(30));
    exit.poll(token);
    long before = exit.answersNow().getLast().sequence();
    exit.station.crash();
    exit.station.start();
    exit.world.run(Duration.ofSeconds(60));
    exit.poll(token);

    Answer.Done done = assertInstanceOf(Answer.Done.class, exit.answersNow().getLast());
    assertTrue(done.sequence() >= before, done.sequence() + " after " + before);
  }
}
