// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

/// What is simulated.
///
/// @param relays all of them; the first `gateways` are gateways, each with one domain
/// @param loss share of packets that vanish on links, 0 to 1
/// @param meanOctets of messages, beyond the least; lengths are exponential
/// @param sendingSeconds virtual time over which messages are handed in, uniformly
/// @param rateClass of gateways
/// @param loopsPerHour of every relay
/// @param poolPackets of every relay
public record Scenario(
    String name,
    int relays,
    int gateways,
    int messages,
    double loss,
    int meanOctets,
    int sendingSeconds,
    int rateClass,
    int loopsPerHour,
    int poolPackets) {
  /// @throws IllegalArgumentException for a network that cannot carry mail
  public Scenario {
    if (relays < 5 || gateways < 2 || gateways > relays || messages < 0) {
      throw new IllegalArgumentException("at least 5 relays, 2 of them gateways");
    }
    if (loss < 0 || loss > 0.5) {
      throw new IllegalArgumentException("loss from 0 to 0.5");
    }
  }

  /// The proof that the protocol can be simulated: 50 relays, 1,000 messages, 1 % loss.
  public static Scenario smoke() {
    return new Scenario("smoke", 50, 10, 1_000, 0.01, 6_000, 20, 8, 360, 16_384);
  }

  /// As [#smoke], with other numbers.
  public Scenario with(int otherRelays, int otherMessages, double otherLoss) {
    int otherGateways = Math.max(2, otherRelays / 5);
    return new Scenario(
        name,
        otherRelays,
        otherGateways,
        otherMessages,
        otherLoss,
        meanOctets,
        sendingSeconds,
        rateClass,
        loopsPerHour,
        poolPackets);
  }
}
