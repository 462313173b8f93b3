// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import nightmail.proto.packet.RelayId;
import nightmail.sim.engine.VirtualTime;

/// All links of the network: each packet takes its time, or is lost.
///
/// Latency is uniform between half and one and a half times its mean, so packets overtake each
/// other.
///
/// Owned by the simulation's thread.
final class SimLinks {
  private final VirtualTime time;
  private final RandomGenerator chance;
  private final double loss;
  private final long meanLatencyNanos;
  private final Map<RelayId, SimRelay> relays = new LinkedHashMap<>();
  private long sent;
  private long lost;

  /// @param loss share of packets that vanish, 0 to 1
  SimLinks(VirtualTime time, RandomGenerator chance, double loss, long meanLatencyNanos) {
    this.time = time;
    this.chance = chance;
    this.loss = loss;
    this.meanLatencyNanos = meanLatencyNanos;
  }

  void connect(SimRelay relay) {
    relays.put(relay.id(), relay);
  }

  void send(RelayId to, byte[] packet) {
    sent++;
    SimRelay relay = relays.get(to);
    if (relay == null || chance.nextDouble() < loss) {
      lost++;
      return;
    }
    long latency = (long) (meanLatencyNanos * (0.5 + chance.nextDouble()));
    time.after(latency, () -> relay.receive(packet));
  }

  long sent() {
    return sent;
  }

  long lost() {
    return lost;
  }
}
