// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Profile;
import nightmail.proto.document.Refusal;
import nightmail.proto.route.Parameters;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelayPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// AC-1 to AC-12 and F1, F3, F4, F9: one wrong thing at a time, each refused by its own rule.
class AcceptorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TrialNetwork network =
      TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(1));
  private Fetched good = new Fetched(new byte[0], new TreeMap<>(), new TreeMap<>());
  private Instant begin = START;

  @BeforeEach
  void publish() {
    network.add(TrialRelayPlan.gateway(1, "a.example"));
    begin = network.advanceTo(2).validAfter();
    good = network.fetched();
  }

  @Test
  void everythingInPlaceIsAccepted() {
    assertInstanceOf(Acceptance.Accepted.class, accept(good, StoredState.first(), begin));
  }

  @Test
  @DisplayName("AC-1: only the configured network and profile")
  void rootsOfAnotherNetworkOrProfileAreRefused() {
    Fixed32 other = Sha256.of(new byte[] {1});

    assertEquals(
        Optional.of(Refusal.OTHER_NETWORK),
        TrustedRoots.walk(other, Profile.TEST, List.of(network.signedRoot())).refusal());
    assertEquals(
        Optional.of(Refusal.OTHER_NETWORK),
        TrustedRoots.walk(network.networkId(), Profile.PRODUCTION, List.of(network.signedRoot()))
            .refusal());
  }

  @Test
  @DisplayName("AC-4: without a quorum of signatures there is no consensus")
  void foreignSignaturesAreRefused() {
    TrialNetwork other = TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(2));
    other.add(TrialRelayPlan.mix(1));
    other.advanceTo(2);
    Pointer mine = Pointer.decode(good.pointer()).orThrow();
    Pointer theirs = Pointer.decode(other.fetched().pointer()).orThrow();
    Pointer mixed =
        new Pointer(
            mine.epoch(),
            mine.digest(),
            mine.bytes(),
            theirs.signatures(),
            mine.rootVersion(),
            mine.certs());

    assertRefused(AcceptanceRule.SIGNATURES, with(mixed.encode()), StoredState.first(), begin);
  }

  @Test
  @DisplayName("AC-3: an object is what its digest and size say")
  void anotherObjectUnderTheDigestIsRefused() {
    Pointer pointer = Pointer.decode(good.pointer()).orThrow();
    TreeMap<Fixed32, byte[]> objects = new TreeMap<>(good.objects());
    byte[] flipped = good.object(pointer.digest()).orElseThrow().clone();
    flipped[flipped.length - 1] ^= 1;
    objects.put(pointer.digest(), flipped);

    assertRefused(
        AcceptanceRule.SIZE,
        new Fetched(good.pointer(), objects, good.signatures()),
        StoredState.first(),
        begin);
  }

  @Test
  @DisplayName("AC-6, F3: a little early is accepted, a day early or late is not")
  void timesOutsideTheWindowAreRefused() {
    assertInstanceOf(
        Acceptance.Accepted.class, accept(good, StoredState.first(), begin.minusSeconds(29)));
    assertRefused(AcceptanceRule.TIME, good, StoredState.first(), begin.minusSeconds(31));
    assertRefused(AcceptanceRule.TIME, good, StoredState.first(), begin.plusSeconds(86_400));
  }

  @Test
  @DisplayName("TK-1: past valid_until a view is stale, past stale_max refused")
  void aStaleViewSaysSo() {
    Acceptance late = accept(good, StoredState.first(), begin.plusSeconds(31));

    assertTrue(assertInstanceOf(Acceptance.Accepted.class, late).stale());
    assertRefused(AcceptanceRule.TIME, good, StoredState.first(), begin.plusSeconds(61));
  }

  @Test
  @DisplayName("AC-7, F1: never back, never another digest for one epoch")
  void olderOrOtherConsensusesAreRefused() {
    StoredState later = new StoredState(3, Optional.of(Sha256.of(new byte[1])), 1);
    StoredState same = new StoredState(2, Optional.of(Sha256.of(new byte[1])), 1);

    assertRefused(AcceptanceRule.NEWER, good, later, begin);
    assertRefused(AcceptanceRule.NEWER, good, same, begin);
  }

  @Test
  @DisplayName("AC-5: a pointer that is not canonical is refused")
  void garbageIsRefused() {
    assertRefused(AcceptanceRule.FORM, with(new byte[] {1, 2, 3}), StoredState.first(), begin);
  }

  @Test
  @DisplayName("AC-12, F9: what is missing is asked for, and the next keys may come later")
  void missingPartsAreWanted() {
    Fetched bare = new Fetched(good.pointer(), new TreeMap<>(), new TreeMap<>());

    Acceptance first = accept(bare, StoredState.first(), begin);

    assertEquals(3, assertInstanceOf(Acceptance.Incomplete.class, first).wanted().size());
  }

  private Fetched with(byte[] pointer) {
    return new Fetched(pointer, good.objects(), good.signatures());
  }

  private Acceptance accept(Fetched fetched, StoredState stored, Instant now) {
    return Acceptor.accept(network.roots(), stored, fetched, now);
  }

  private void assertRefused(
      AcceptanceRule rule, Fetched fetched, StoredState stored, Instant now) {
    Acceptance outcome = accept(fetched, stored, now);
    assertEquals(rule, assertInstanceOf(Acceptance.Refused.class, outcome).rule());
  }
}
