// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import nightmail.proto.packet.DropReason;
import org.junit.jupiter.api.Test;

/// A small network of shipped cores in virtual time.
class SimNetworkTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static SimResult run(int relays, int messages, double loss, long seed) {
    Scenario scenario = Scenario.smoke().with(relays, messages, loss);
    return new SimNetwork(scenario, seed).run(LIMIT, (time, ledger) -> {});
  }

  @Test
  void everyMessageArrivesOnceAndUnchangedThoughPacketsAreLost() {
    SimResult result = run(12, 30, 0.03, 7);

    assertTrue(result.packetsLost() > 0, "no packet was lost, so this shows nothing");
    assertTrue(result.isGood(), () -> "seed 7: " + result.ledger().deliveredMessages() + " of 30");
  }

  @Test
  void noHonestPacketFailsItsMac() {
    SimResult result = run(8, 10, 0, 11);

    assertEquals(0, result.drops().of(DropReason.HEADER_MAC));
    assertEquals(0, result.drops().of(DropReason.BODY_TAG));
    assertEquals(0, result.drops().of(DropReason.REPLAY));
  }

  @Test
  void equalSeedsGiveEqualTracesAndOtherSeedsOthers() {
    SimResult first = run(8, 10, 0.01, 42);
    SimResult again = run(8, 10, 0.01, 42);
    SimResult other = run(8, 10, 0.01, 43);

    assertEquals(first.traceHash(), again.traceHash());
    assertEquals(first.events(), again.events());
    assertNotEquals(first.traceHash(), other.traceHash());
  }
}
