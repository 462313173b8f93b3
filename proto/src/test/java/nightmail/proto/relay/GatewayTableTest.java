// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Refusal;
import nightmail.proto.packet.Hop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The gateway's half of custody before the exit has the mail, rule by rule.
class GatewayTableTest {
  /// Three data shards, two of parity, one CONTROL.
  private static final int THREE_SHARDS = 60_000;

  private static final int ROUND = 6;
  private final LoneGateway gateway = new LoneGateway();

  @Test
  @DisplayName("CS-2, CS-3: every fragment leaves once, the states go QUEUED, SENDING, WAITING")
  void roundOfALongMailHasAllItsFragments() {
    gateway.submit("a", THREE_SHARDS);

    List<Payload> round = next(ROUND);

    assertEquals(5, round.stream().filter(Payload.Shard.class::isInstance).count());
    assertEquals(1, round.stream().filter(Payload.Control.class::isInstance).count());
    assertEquals(5, indexes(round).size());
    assertEquals(List.of(OutboundState.SENDING, OutboundState.WAITING), gateway.states());
    assertEquals(0, gateway.within(Duration.ofSeconds(3)));
  }

  @Test
  @DisplayName("CS-4: CUSTODY ends a round under way")
  void custodyDropsFragmentsThatHaveNotLeft() {
    gateway.submit("a", THREE_SHARDS);
    Payload payload = gateway.next();
    int left = 1;
    while (!(payload instanceof Payload.Control)) {
      payload = gateway.next();
      left++;
    }
    assertTrue(left < ROUND, "the seed lets the CONTROL leave before the last");

    gateway.answer(surb(payload), new Answer.Custody(gateway.token(), 1));

    assertEquals(OutboundState.CUSTODY, gateway.states().getLast());
    assertEquals(0, gateway.within(Duration.ofSeconds(5)));
    assertFalse(gateway.station.disk.outgoing.isEmpty(), "octets stay until DONE");
  }

  @Test
  @DisplayName("CS-5: PARTIAL brings four thirds of what is missing, and a CONTROL")
  void onlyMissingFragmentsAreRepeated() {
    gateway.submit("a", THREE_SHARDS);
    Payload control = control(next(ROUND));
    BitSet held = new BitSet();
    held.set(1);

    gateway.answer(surb(control), new Answer.Partial(gateway.token(), List.of(held)));
    List<Payload> round = next(4);

    assertEquals(3, indexes(round).size());
    assertFalse(indexes(round).contains(1));
    control(round);
    assertEquals(
        List.of(
            OutboundState.SENDING,
            OutboundState.WAITING,
            OutboundState.SENDING,
            OutboundState.WAITING),
        gateway.states());
  }

  @Test
  @DisplayName("CS-6: an unanswered short letter goes again, with new SURBs")
  void unansweredLetterIsRepeated() {
    gateway.submit("a", 500);
    Payload first = gateway.next();

    Payload again = gateway.next();

    assertInstanceOf(Payload.Single.class, again);
    assertEquals(first.token(), again.token());
    assertEquals(2, again.surbs().size());
    assertNotEquals(number(first), number(again));
  }

  @Test
  @DisplayName("CS-6: after an unanswered long mail its exit is asked")
  void unansweredRoundIsFollowedByAPoll() {
    gateway.submit("a", THREE_SHARDS);
    next(ROUND);

    Payload poll = gateway.next();

    assertInstanceOf(Payload.Poll.class, poll);
    assertEquals(2, poll.surbs().size());
  }

  @Test
  @DisplayName("CS-6, CS-16: waits double with each attempt, up to the cap")
  void slackDoubles() {
    gateway.submit("a", 500);
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      gateway.next();
      moments.add(gateway.world.nanos());
    }

    for (int i = 1; i < moments.size(); i++) {
      long waitMillis = (moments.get(i) - moments.get(i - 1)) / 1_000_000;
      long slackMillis = Math.min(3_000L << (i - 1), 30_000);
      assertTrue(waitMillis > slackMillis, waitMillis + " ms before attempt " + i);
    }
  }

  @Test
  @DisplayName("CS-16: a letter is not repeated before its answer can be back")
  void retransmissionWaitsForTheWayThereAndBack() {
    gateway.submit("a", 500);
    gateway.next();
    long sent = gateway.world.nanos();
    Making making = lastMaking();
    long there = travelMillis(making.hops());
    long back = making.surbs().stream().mapToLong(s -> travelMillis(s.hops())).max().orElseThrow();

    gateway.next();

    long waitMillis = (gateway.world.nanos() - sent) / 1_000_000;
    assertTrue(waitMillis >= there + back + 3_000, waitMillis + " ms");
  }

  private static long travelMillis(List<Hop> hops) {
    return hops.stream().mapToLong(h -> h.delayMillis() + 100).sum();
  }

  private Making lastMaking() {
    return gateway.station.all(Effect.Compute.class).stream()
        .filter(c -> c.what() instanceof Work.MakePacket)
        .map(c -> ((Work.MakePacket) c.what()).making())
        .filter(m -> !m.surbs().isEmpty())
        .toList()
        .getLast();
  }

  @Test
  @DisplayName("CS-7: UNKNOWN brings everything again under the same token")
  void forgottenMailIsSentAnew() {
    gateway.submit("a", THREE_SHARDS);
    next(ROUND);
    Payload poll = gateway.next();

    gateway.answer(surb(poll), new Answer.Unknown(gateway.token()));
    List<Payload> again = next(ROUND);

    assertEquals(5, indexes(again).size());
    assertTrue(again.stream().allMatch(p -> p.token().equals(gateway.token())));
  }

  @Test
  @DisplayName("CS-8: a final refusal fails every recipient")
  void refusedMailIsReported() {
    gateway.submit("a", 500);

    gateway.answer(surb(gateway.next()), new Answer.Refused(gateway.token(), 1, Refusal.POLICY));

    assertEquals(1, gateway.world.ledger().of("a").reports());
    assertEquals(0, gateway.within(LoneGateway.LONG));
    assertEquals(1, gateway.world.ledger().of("a").reports());
  }

  @Test
  @DisplayName("CS-8: a passing refusal is tried again after the slack")
  void putOffMailIsSentAgainLater() {
    gateway.submit("a", 500);
    gateway.answer(
        surb(gateway.next()), new Answer.Refused(gateway.token(), 0, Refusal.STORAGE_FULL));
    long refused = gateway.world.nanos();

    assertInstanceOf(Payload.Single.class, gateway.next());

    assertTrue(gateway.world.nanos() - refused >= 3_000_000_000L);
  }

  private List<Payload> next(int count) {
    List<Payload> payloads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      payloads.add(gateway.next());
    }
    return payloads;
  }

  private static Set<Integer> indexes(List<Payload> round) {
    Set<Integer> indexes = new HashSet<>();
    for (Payload payload : round) {
      if (payload instanceof Payload.Shard shard) {
        indexes.add(shard.index());
      }
    }
    return indexes;
  }

  private static Payload control(List<Payload> round) {
    return round.stream().filter(Payload.Control.class::isInstance).findFirst().orElseThrow();
  }

  private static byte[] surb(Payload payload) {
    return payload.surbs().getFirst();
  }

  private static long number(Payload payload) {
    return ByteBuffer.wrap(surb(payload)).getLong(4);
  }
}
