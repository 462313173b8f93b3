// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Fragments;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Refusal;
import nightmail.proto.message.Token;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Ending;
import nightmail.proto.route.Parameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The exit's half of custody until it has a mail, rule by rule.
class ExitTableTest {
  private static final int THREE_SHARDS = 60_000;
  private final LoneExit exit = new LoneExit();
  private final Token token = exit.token();
  private final Fragments mail = exit.mail(token, THREE_SHARDS, "bob@b.example");

  @Test
  @DisplayName("XS-1, XS-4: the timer of a CONTROL alone tells that all is missing")
  void controlAloneIsAnsweredWithAnEmptyPartial() {
    exit.arrive(mail.control(exit.surbs(4)));

    assertEquals(new Answer.Partial(token, List.of(new BitSet())), exit.nextAnswer());
    long millis = exit.world.nanos() / 1_000_000;
    assertTrue(millis >= 3_000 && millis <= 7_200, millis + " ms");
  }

  @Test
  @DisplayName("XS-1: each new fragment starts the timer anew")
  void progressPutsThePartialOff() {
    LoneExit even = new LoneExit(Town.quiet().with(Parameter.CUSTODY_NACK_MAX_MS, 3_000));
    even.arrive(mail.control(even.surbs(4)));
    for (int i = 0; i < 2; i++) {
      even.world.run(Duration.ofMillis(2_800));
      even.arrive(mail.shard(0, i));
    }

    assertEquals(List.of(), even.answersNow());
    even.nextAnswer();
    assertTrue(even.world.nanos() >= 2 * 2_800_000_000L + 3_000_000_000L);
  }

  @Test
  @DisplayName("XS-4: three unasked PARTIALs and no more; a POLL brings another")
  void partialsAreFewUnlessAskedFor() {
    LoneExit hasty =
        new LoneExit(
            Town.quiet()
                .with(Parameter.CUSTODY_NACK_MIN_MS, 1_000)
                .with(Parameter.CUSTODY_NACK_MAX_MS, 2_000));
    hasty.arrive(mail.control(hasty.surbs(4)));
    hasty.arrive(mail.shard(0, 2));

    List<Answer> unasked = hasty.answersWithin(Duration.ofSeconds(60));
    hasty.poll(token);

    BitSet held = new BitSet();
    held.set(2);
    assertEquals(Collections.nCopies(3, new Answer.Partial(token, List.of(held))), unasked);
    assertEquals(List.of(new Answer.Partial(token, List.of(held))), hasty.answersNow());
  }

  @Test
  @DisplayName("XS-2, CS-17, A24: nothing is answered before the disk has the mail")
  void custodyIsAnsweredOnlyWhenTheMailIsKept() {
    exit.arrive(mail.control(exit.surbs(4)));
    exit.arriveShards(mail, 0, 3);
    long kept = exit.station.firstNanos(Event.ArrivalKept.class);

    assertEquals(List.of(new Answer.Custody(token, 1)), exit.answersNow());
    assertTrue(exit.firstAnswerNanos() >= kept);
  }

  @Test
  @DisplayName("XS-2: any k of n shards are enough")
  void parityShardsAreAsGoodAsData() {
    exit.arrive(mail.control(exit.surbs(4)));

    exit.arriveShards(mail, 2, 3);

    assertEquals(List.of(new Answer.Custody(token, 1)), exit.answersNow());
  }

  @Test
  @DisplayName("XS-2, XS-9: a mail that comes too late is kept, and fails at once")
  void expiredMailIsNotDelivered() {
    byte[] object = exit.object(token, "late", 500, -120, "bob@b.example");

    exit.arrive(LoneExit.fragments(token, object).single(exit.surbs(2)));

    assertInstanceOf(Answer.Custody.class, exit.nextAnswer());
    Answer.Done done = assertInstanceOf(Answer.Done.class, exit.nextAnswer());
    assertEquals(7, done.records().getFirst().statusDetail());
    assertEquals(List.of(), exit.station.all(Effect.Deliver.class));
  }

  @Test
  @DisplayName("A24: a full disk is told, and leaves no row")
  void mailThatCannotBeKeptIsRefusedForNow() {
    exit.station.disk.full = true;

    Token refused = exit.arriveMail();
    assertEquals(List.of(new Answer.Refused(refused, 0, Refusal.STORAGE_FULL)), exit.answersNow());
    exit.poll(refused);

    assertEquals(List.of(new Answer.Unknown(refused)), exit.answersNow());
  }

  @Test
  @DisplayName("XS-3: an altered object is refused")
  void wrongDigestIsRefused() {
    byte[] object = exit.object(token, "m", 500, 300, "bob@b.example");
    object[object.length - 1] ^= 1;

    exit.arrive(LoneExit.fragments(token, object).single(exit.surbs(2)));

    assertEquals(new Answer.Refused(token, 1, Refusal.DIGEST), exit.nextAnswer());
    assertEquals(
        ArrivalState.REFUSED, exit.station.disk.arrival(token).orElseThrow().row().state());
  }

  @Test
  @DisplayName("XS-3: mail for somebody else's domain is refused")
  void foreignDomainIsRefused() {
    exit.arrive(exit.mail(token, 500, "bob@elsewhere.example").single(exit.surbs(2)));

    assertEquals(new Answer.Refused(token, 1, Refusal.POLICY), exit.nextAnswer());
  }

  @Test
  @DisplayName("XS-6: what is refused stays refused")
  void fragmentsOfARefusedMailAreDropped() {
    exit.arrive(exit.mail(token, 500, "bob@elsewhere.example").single(exit.surbs(2)));
    exit.answersNow();

    exit.arrive(exit.mail(token, 500, "bob@elsewhere.example").single(exit.surbs(2)));

    assertEquals(List.of(DropReason.EXIT_REFUSED), exit.station.drops());
    assertEquals(List.of(new Answer.Refused(token, 1, Refusal.POLICY)), exit.answersNow());
  }

  @Test
  @DisplayName("XS-5: a set without news is forgotten")
  void oldSetsAreDiscarded() {
    exit.arriveShards(mail, 0, 2);
    exit.world.run(Duration.ofSeconds(131));

    exit.poll(token);

    assertEquals(List.of(new Answer.Unknown(token)), exit.answersNow());
  }

  @Test
  @DisplayName("XS-7: a POLL for nothing is answered UNKNOWN and leaves nothing behind")
  void unknownTokenKeepsNoState() {
    exit.poll(token);
    assertEquals(List.of(new Answer.Unknown(token)), exit.answersNow());

    exit.arrive(mail.shard(0, 0));

    assertEquals(
        List.of(),
        exit.answersWithin(Duration.ofSeconds(60)),
        "the other SURB of the POLL is gone");
    assertEquals(0, exit.station.core().arrivedMessages());
  }

  @Test
  @DisplayName("XS-7: a POLL without a usable SURB gets nothing")
  void expiredSurbsAreNotUsed() {
    exit.arrive(mail.control(exit.surbs(1)));
    exit.world.run(Duration.ofSeconds(20));
    exit.answersNow();
    exit.arrive(mail.control(exit.surbs(1)));
    exit.world.run(Duration.ofMillis(10_100));
    exit.answersNow();

    exit.arriveShards(mail, 0, 3);

    assertEquals(List.of(), exit.answersWithin(Duration.ofSeconds(5)));
  }

  @Test
  @DisplayName("F-1: a fragment that contradicts its set is dropped")
  void otherLengthIsAConflict() {
    exit.arrive(mail.shard(0, 0));

    exit.arrive(exit.mail(token, 90_000, "bob@b.example").shard(0, 0));

    assertEquals(List.of(DropReason.FORMAT), exit.station.drops());
  }

  @Test
  void payloadThatIsNoneIsDropped() {
    exit.arriveBytes(new byte[26_740]);

    assertEquals(List.of(DropReason.FORMAT), exit.station.drops());
  }

  @Test
  void mixIsNoExit() {
    Town town = Town.standard();
    PaperCrypto paper = new PaperCrypto();
    Station mix = World.alone(town, paper, Station.settings(town, 3), 3).station(0);
    Payload poll = new Payload.Poll(token, exit.surbs(1));
    PaperCrypto.Leg leg = new PaperCrypto.Leg(mix.id(), exit.hint(), 0);

    mix.receive(paper.packet(List.of(leg), new Ending.Exit(), poll.encode()));
    mix.world().run(Duration.ofSeconds(1));

    assertEquals(List.of(DropReason.EXIT_REFUSED), mix.drops());
  }
}
