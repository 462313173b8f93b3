// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import nightmail.proto.document.Profile;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.RelayId;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelayPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// PS-1 to PS-13 and S10 over views of real documents.
class PathChooserTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SEED = Long.getLong("nightmail.seed", 42);

  private final TrialNetwork network =
      TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(1));
  private final PathChooser chooser = new PathChooser();

  @Test
  @DisplayName("PS-6, S10: five families are enough, four are not")
  void senderExitAndThreeMixesNeedFiveFamilies() {
    RelayId sender = network.add(TrialRelayPlan.gateway(1, "s.example")).id();
    RelayId exit = network.add(TrialRelayPlan.gateway(2, "r.example")).id();
    network.add(TrialRelayPlan.mix(3));
    network.add(TrialRelayPlan.mix(4).inFamily("f"));
    network.add(TrialRelayPlan.mix(5).inFamily("f"));
    View four = network.advanceTo(2);
    network.add(TrialRelayPlan.mix(6));
    network.advanceTo(3);
    View five = network.advanceTo(4);

    PathChoice none = chooser.choose(four, forward(four, sender, exit), new Random(SEED));
    PathChoice some = chooser.choose(five, forward(five, sender, exit), new Random(SEED));

    assertEquals(new PathChoice.NoPath(PathRefusal.CONSTRAINTS), none);
    assertInstanceOf(PathChoice.Path.class, some);
  }

  @Test
  @DisplayName("PS-12: one seed and view give one path")
  void oneSeedGivesOnePath() {
    View view = mixes(8);
    RelayId self = view.relays().getFirst().id();

    assertEquals(ids(loop(view, self, 5)), ids(loop(view, self, 5)));
  }

  @Test
  @DisplayName("PS-6, PS-11: no relay twice, the maker only as the end")
  void loopsNeverRepeatARelay() {
    View view = mixes(6);
    RelayId self = view.relays().getFirst().id();
    for (int i = 0; i < 200; i++) {
      List<RelayId> ids = ids(loop(view, self, SEED + i));

      assertEquals(self, ids.getLast());
      assertEquals(4, ids.stream().distinct().count(), "seed " + (SEED + i));
    }
  }

  @Test
  @DisplayName("PS-4, S10: first mixes are drawn by weight (chi-square)")
  void drawsFollowTheWeights() {
    for (int i = 1; i <= 8; i++) {
      network.add(TrialRelayPlan.mix(i).withCapacity(i % 2 == 0 ? 512 : 256));
    }
    RelayId self = network.add(TrialRelayPlan.mix(9)).id();
    View view = network.advanceTo(2);
    NavigableMap<RelayId, Integer> counts = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(SEED);
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      PathChoice choice = chooser.choose(view, loopRequest(view, self), random);
      counts.merge(ids(choice).getFirst(), 1, Integer::sum);
    }

    long total =
        view.relays().stream()
            .filter(r -> !r.id().equals(self))
            .mapToLong(RelayEntry::weight)
            .sum();
    double chiSquare = 0;
    for (RelayEntry relay : view.relays()) {
      if (!relay.id().equals(self)) {
        double expected = (double) draws * relay.weight() / total;
        double off = counts.getOrDefault(relay.id(), 0) - expected;
        chiSquare += off * off / expected;
      }
    }
    assertTrue(chiSquare < 29.9, "seed " + SEED + ": " + chiSquare); // 7 degrees, p = 10⁻⁴
  }

  @Test
  @DisplayName("PS-5, M-4: each hop has the key of the epoch in which the packet arrives")
  void hopsHaveTheKeyOfTheirArrival() {
    View view = mixes(6);
    RelayId self = view.relays().getFirst().id();
    Instant start = view.keyEpochs().beginOf(2).minusMillis(2_500);

    PathChoice choice =
        chooser.choose(
            view, PathRequest.loop(self, start, List.of(100L, 900L, 100L, 0L)), new Random(SEED));

    List<Hop> hops = assertInstanceOf(PathChoice.Path.class, choice).hops();
    assertEquals(List.of(1, 1, 2, 2), hops.stream().map(Hop::hint).toList());
  }

  @Test
  @DisplayName("PS-13: stale, unlisted and unserved have their own reasons")
  void refusalsHaveTheirReason() {
    View view = mixes(5);
    RelayId self = view.relays().getFirst().id();
    RelayId stranger = RelayId.of(new byte[32]);

    assertEquals(
        new PathChoice.NoPath(PathRefusal.STALE),
        chooser.choose(
            view,
            PathRequest.loop(self, view.staleUntil().plusSeconds(1), delays()),
            new Random(SEED)));
    assertEquals(
        new PathChoice.NoPath(PathRefusal.EXIT_DOWN),
        chooser.choose(view, forward(view, self, stranger), new Random(SEED)));
    assertEquals(
        new ExitChoice.NoExit(PathRefusal.NO_EXIT),
        ExitChooser.choose(
            view, ExitRequest.ofDomain("nobody.example", view.validAfter()), new Random(SEED)));
  }

  private View mixes(int count) {
    for (int i = 1; i <= count; i++) {
      network.add(TrialRelayPlan.mix(i));
    }
    return network.advanceTo(2);
  }

  private PathChoice loop(View view, RelayId self, long seed) {
    return chooser.choose(view, loopRequest(view, self), new Random(seed));
  }

  private static PathRequest loopRequest(View view, RelayId self) {
    return PathRequest.loop(self, view.validAfter(), delays());
  }

  private static PathRequest forward(View view, RelayId sender, RelayId exit) {
    return PathRequest.forward(sender, exit, view.validAfter(), delays());
  }

  private static List<Long> delays() {
    return Collections.nCopies(4, 500L);
  }

  private static List<RelayId> ids(PathChoice choice) {
    return assertInstanceOf(PathChoice.Path.class, choice).hops().stream().map(Hop::id).toList();
  }
}
