// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Payload;
import nightmail.proto.packet.DropReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The gateway's half of custody from the moment the exit has the mail, rule by rule.
class GatewayCustodyTableTest {
  private final LoneGateway gateway = new LoneGateway();
  private Payload letter;

  @BeforeEach
  void sendALetter() {
    gateway.submit("a", 500);
    letter = gateway.next();
  }

  private void takeCustody() {
    gateway.answer(letter.surbs().getFirst(), new Answer.Custody(gateway.token(), 1));
  }

  @Test
  @DisplayName("CS-10: polls come at 1, 4, 12, 24, 48 times the poll time after custody")
  void pollsFollowTheirSchedule() {
    takeCustody();
    long begun = gateway.world.nanos();

    for (int times : new int[] {1, 4, 12, 24}) {
      Payload poll = gateway.next();
      assertInstanceOf(Payload.Poll.class, poll);
      double seconds = (gateway.world.nanos() - begun) / 1e9;
      assertTrue(seconds >= 7.5 * times, seconds + " s for " + times);
      assertTrue(seconds <= 12.5 * times + 10, seconds + " s for " + times);
      pending(poll);
    }
  }

  private void pending(Payload poll) {
    gateway.answer(
        poll.surbs().getFirst(),
        new Answer.Pending(gateway.token(), 1, List.of(LoneGateway.failed(0))));
  }

  @Test
  @DisplayName("CS-10: an unanswered POLL is repeated")
  void unansweredPollIsFollowedByAnother() {
    takeCustody();

    assertInstanceOf(Payload.Poll.class, gateway.next());
    assertInstanceOf(Payload.Poll.class, gateway.next());
  }

  @Test
  @DisplayName("CS-10: the exit is asked once more at the deadline")
  void deadlineBringsALastPoll() {
    takeCustody();
    long deadline =
        gateway.station.disk.outgoing.values().iterator().next().row().deadline().toEpochMilli();
    Payload last = letter;
    while (gateway.world.now().wall().toEpochMilli() < deadline) {
      last = gateway.next();
      if (gateway.world.now().wall().toEpochMilli() < deadline) {
        pending(last);
      }
    }

    assertInstanceOf(Payload.Poll.class, last);
    gateway.answer(
        last.surbs().getFirst(),
        new Answer.Done(gateway.token(), 2, List.of(LoneGateway.delivered(0))));
    assertEquals(0, gateway.world.ledger().of("a").reports());
    assertTrue(gateway.station.disk.outgoing.isEmpty());
  }

  @Test
  @DisplayName("CS-7: UNKNOWN in custody brings the letter again")
  void exitThatLostItsRowGetsTheMailAgain() {
    takeCustody();
    Payload poll = gateway.next();

    gateway.answer(poll.surbs().getFirst(), new Answer.Unknown(gateway.token()));

    assertInstanceOf(Payload.Single.class, gateway.next());
  }

  @Test
  @DisplayName("CS-15: after lost rows, older SURBs are believed only a DONE")
  void custodyFromBeforeTheLossIsIgnored() {
    takeCustody();
    Payload poll = gateway.next();
    gateway.answer(poll.surbs().getFirst(), new Answer.Unknown(gateway.token()));

    gateway.answer(letter.surbs().getLast(), new Answer.Custody(gateway.token(), 1));

    assertFalse(gateway.states().getLast() == OutboundState.CUSTODY);
    gateway.answer(
        poll.surbs().getLast(),
        new Answer.Done(gateway.token(), 2, List.of(LoneGateway.delivered(0))));
    assertEquals(1, gateway.station.all(Effect.ForgetOutbound.class).size());
  }

  @Test
  @DisplayName("CS-15: what was unknown before custody is not unknown after it")
  void lateUnknownDoesNotEndCustody() {
    takeCustody();

    gateway.answer(letter.surbs().getLast(), new Answer.Unknown(gateway.token()));

    assertEquals(OutboundState.CUSTODY, gateway.states().getLast());
    assertInstanceOf(Payload.Poll.class, gateway.next());
  }

  @Test
  @DisplayName("CS-15: an answer older than the last is ignored, and counted")
  void answerOfALowerSequenceIsIgnored() {
    gateway.answer(
        letter.surbs().getFirst(),
        new Answer.Pending(gateway.token(), 3, List.of(LoneGateway.failed(0))));

    gateway.answer(letter.surbs().getLast(), new Answer.Custody(gateway.token(), 2));

    assertEquals(1, gateway.station.count(Tally.ANSWER_IGNORED));
  }

  @Test
  @DisplayName("CS-15: an answer to no SURB of ours is dropped")
  void answerToAUsedSurbIsDropped() {
    takeCustody();
    byte[] again =
        gateway.paper.use(letter.surbs().getFirst(), letter.encode()).orElseThrow().bytes();
    byte[] last = gateway.paper.atLastHop(again);

    gateway.station.receive(last);
    gateway.world.run(Duration.ofSeconds(1));

    assertEquals(List.of(DropReason.REPLAY), gateway.station.drops());
  }

  @Test
  @DisplayName("CS-12: all delivered, all forgotten")
  void doneEndsTheParcel() {
    gateway.answer(
        letter.surbs().getFirst(),
        new Answer.Done(gateway.token(), 2, List.of(LoneGateway.delivered(0))));

    assertEquals(1, gateway.station.all(Effect.ForgetOutbound.class).size());
    assertEquals(0, gateway.station.core().outboundMessages());
    assertEquals(0, gateway.within(LoneGateway.LONG));
  }

  @Test
  @DisplayName("CS-12: who failed is named in the report")
  void failedRecipientsAreReported() {
    gateway.answer(
        letter.surbs().getFirst(),
        new Answer.Done(
            gateway.token(), 2, List.of(LoneGateway.delivered(0), LoneGateway.failed(1))));

    Effect.ReportFailed report = gateway.station.all(Effect.ReportFailed.class).getFirst();
    assertEquals(List.of(LoneGateway.failed(1)), report.records());
    assertEquals(List.of(), gateway.station.all(Effect.ForgetOutbound.class));
  }

  @Test
  @DisplayName("CS-13: silence ends in one report, not before deadline and grace")
  void mailWithoutAnAnswerIsReportedInTheEnd() {
    long deadline =
        gateway.station.disk.outgoing.values().iterator().next().row().deadline().toEpochMilli();

    gateway.world.runUntil(() -> gateway.world.ledger().of("a").reports() > 0, LoneGateway.LONG);

    long graceMillis = gateway.world.now().wall().toEpochMilli() - deadline;
    assertTrue(graceMillis >= 60_000 && graceMillis < 61_000, graceMillis + " ms");
    gateway.world.run(LoneGateway.LONG);
    assertEquals(1, gateway.world.ledger().of("a").reports());
  }

  @Test
  @DisplayName("CS-14: after a restart the exit is asked before anything goes again")
  void restartBringsAPollFirst() {
    gateway.station.crash();
    gateway.station.start();

    Payload first = gateway.next();

    assertInstanceOf(Payload.Poll.class, first);
    assertEquals(gateway.token(), first.token());
    gateway.answer(first.surbs().getFirst(), new Answer.Unknown(gateway.token()));
    assertInstanceOf(Payload.Single.class, gateway.next());
  }

  @Test
  @DisplayName("CS-14: what was only queued is simply sent")
  void restartSendsQueuedMail() {
    LoneGateway other = new LoneGateway();
    other.submit("b", 500);
    other.station.crash();
    other.station.start();

    assertInstanceOf(Payload.Single.class, other.next());
  }
}
