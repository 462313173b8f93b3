// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.View;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelayPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// U-8: a packet made by an older view is routed by it.
class ThreeViewsTest {
  private final PaperCrypto paper = new PaperCrypto();
  private final World world = World.alone(paper, 3);
  private final Station mix = world.station(0);

  /// A view that does not list relay 4 of the town.
  private View other() {
    TrialNetwork network =
        TrialNetwork.at(
            world.view().keyEpochs().start(), world.view().parameters(), new Random(77));
    network.add(TrialRelayPlan.mix(1));
    return network.advanceTo(2);
  }

  private List<DropReason> dropsOfAPacketTo(RelayId next) {
    int hint = MixKey.hint(world.view().keyEpochs().at(world.now().wall()));
    mix.forgetSteps();
    mix.receive(
        paper.packet(
            List.of(new PaperCrypto.Leg(mix.id(), hint, 0), new PaperCrypto.Leg(next, hint, 0)),
            new Ending.Exit(),
            new byte[0]));
    world.run(Duration.ofSeconds(1));
    return mix.drops();
  }

  @Test
  @DisplayName("U-8: the last three views know a relay, the fourth has forgotten it")
  void relayIsKnownForThreeViews() {
    RelayId gone = world.town().id(4);
    View without = other();
    for (int later = 1; later <= 2; later++) {
      mix.on(new Event.ViewAccepted(without));
      assertEquals(List.of(), dropsOfAPacketTo(gone));
    }
    mix.on(new Event.ViewAccepted(without));

    assertEquals(List.of(DropReason.ROUTE_UNKNOWN), dropsOfAPacketTo(gone));
  }
}
