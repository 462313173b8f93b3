// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nightmail.proto.authority.UploadVerdict;
import nightmail.proto.document.Profile;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.ExitChoice;
import nightmail.proto.route.ExitChooser;
import nightmail.proto.route.ExitRequest;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.PathChoice;
import nightmail.proto.route.PathChooser;
import nightmail.proto.route.PathRequest;
import nightmail.proto.route.View;
import org.junit.jupiter.api.Test;

/// A whole network, from descriptors to a path, with real documents.
class TrialNetworkTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TrialNetwork network =
      TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(1));

  @Test
  void relaysThatUploadedAreListedInTheFirstView() {
    for (int i = 1; i <= 4; i++) {
      network.add(TrialRelayPlan.mix(i));
    }

    View view = network.advanceTo(2);

    assertEquals(
        network.relays().stream().map(TrialRelay::id).sorted().toList(),
        view.relays().stream().map(r -> r.id()).toList());
    assertEquals(2, view.epoch());
  }

  @Test
  void aPathLeadsThroughThreeMixesToTheExitOfTheDomain() {
    RelayId sender = network.add(TrialRelayPlan.gateway(1, "sender.example")).id();
    RelayId exit = network.add(TrialRelayPlan.gateway(2, "recipient.example")).id();
    for (int i = 3; i <= 7; i++) {
      network.add(TrialRelayPlan.mix(i));
    }
    View view = network.advanceTo(2);
    Instant now = view.validAfter();

    ExitChoice chosen =
        ExitChooser.choose(view, ExitRequest.ofDomain("recipient.example", now), new Random(2));
    PathChoice path =
        new PathChooser()
            .choose(
                view,
                PathRequest.forward(sender, exit, now, Collections.nCopies(4, 500L)),
                new Random(3));

    assertEquals(new ExitChoice.Exit(exit, true), chosen);
    List<Hop> hops = assertInstanceOf(PathChoice.Path.class, path).hops();
    assertEquals(4, hops.size());
    assertEquals(exit, hops.getLast().id());
    assertEquals(4, hops.stream().map(Hop::id).distinct().count());
    assertTrue(hops.stream().noneMatch(h -> h.id().equals(sender)));
  }

  @Test
  void keysInTheViewAreThoseOfTheRelays() {
    TrialRelay relay = network.add(TrialRelayPlan.mix(1));
    View view = network.advanceTo(2);

    for (long keyEpoch = 1; keyEpoch <= 2; keyEpoch++) {
      assertArrayEquals(
          relay.mixKey(keyEpoch).publicKey().toBytes(),
          view.key(relay.id(), keyEpoch).orElseThrow().key().toBytes());
    }
  }

  @Test
  void aNewcomerIsListedFirstAndUsedFromItsSecondConsensus() {
    network.add(TrialRelayPlan.mix(1));
    network.advanceTo(2);
    TrialRelay late = network.add(TrialRelayPlan.mix(2));

    View second = network.advanceTo(3);
    View third = network.advanceTo(4);

    assertEquals(0, second.relay(late.id()).orElseThrow().weight());
    assertTrue(third.relay(late.id()).orElseThrow().isUsableMix());
  }

  @Test
  void oneSeedMakesOneNetwork() {
    View one = view(7);
    View other = view(7);

    assertEquals(one.digest(), other.digest());
  }

  @Test
  void anUploadIsAcceptedOnce() {
    TrialRelay relay = network.add(TrialRelayPlan.mix(1));
    byte[] upload = relay.upload(START).encode();

    assertEquals(new UploadVerdict.Accepted(), network.upload(upload, START));
    assertEquals(new UploadVerdict.Known(), network.upload(upload, START));
  }

  private static View view(long seed) {
    TrialNetwork network =
        TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(seed));
    network.add(TrialRelayPlan.mix(1));
    network.add(TrialRelayPlan.gateway(2, "a.example"));
    return network.advanceTo(2);
  }
}
