// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import nightmail.proto.document.Profile;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.View;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelay;
import nightmail.proto.trial.TrialRelayPlan;

/// Two sites and four mixes with real keys and signed documents: relays 0 and 1 are the gateways of
/// `a.example` and `b.example`.
///
/// Epochs are an hour and mix keys serve six, so that one view lasts for a whole test.
final class Town {
  static final int RELAYS = 6;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<Parameters, Town> BUILT = new ConcurrentHashMap<>();

  private final TrialNetwork network;
  private final View view;

  private Town(Parameters parameters) {
    network = TrialNetwork.at(START, parameters, new Random(1));
    network.add(TrialRelayPlan.gateway(1, "a.example"));
    network.add(TrialRelayPlan.gateway(2, "b.example"));
    for (int i = 3; i <= RELAYS; i++) {
      network.add(TrialRelayPlan.mix(i));
    }
    view = network.advanceTo(2);
  }

  /// Short delays, no relay loops.
  static Parameters quiet() {
    return Parameters.standard(Profile.TEST)
        .with(Parameter.EPOCH_LENGTH_S, 3_600)
        .with(Parameter.MIXKEY_LENGTH_S, 21_600)
        .with(Parameter.EPOCH_STALE_MAX_S, 10_800)
        .with(Parameter.LOOP_PER_HOUR, 0);
  }

  /// The town of these parameters; made once.
  static Town of(Parameters parameters) {
    return BUILT.computeIfAbsent(parameters, Town::new);
  }

  static Town standard() {
    return of(quiet());
  }

  View view() {
    return view;
  }

  TrialRelay relay(int number) {
    return network.relays().get(number);
  }

  RelayId id(int number) {
    return relay(number).id();
  }

  static String domain(int gateway) {
    return gateway == 0 ? "a.example" : "b.example";
  }
}
