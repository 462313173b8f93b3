// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.time.Duration;

/// What a run showed.
///
/// @param events that relay cores took
/// @param traceHash 64 hexadecimal digits; equal for equal scenario and seed, everywhere
public record SimResult(
    Scenario scenario,
    long seed,
    Ledger ledger,
    Drops drops,
    long packetsSent,
    long packetsLost,
    long events,
    String traceHash,
    Duration virtualTime) {
  /// Whether every message that was answered 250 was delivered once, octet by octet.
  public boolean isGood() {
    return ledger.acceptedMessages() == scenario.messages()
        && ledger.deliveredMessages() == scenario.messages()
        && ledger.duplicates() == 0
        && ledger.altered() == 0;
  }
}
