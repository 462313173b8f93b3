// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import java.util.Optional;
import nightmail.deploy.capture.CapturedPacket;
import nightmail.proto.bytes.Fixed32;

/// A packet that came in at a relay, opened with that relay's key.
///
/// @param relay name of the relay
/// @param digest SHA-256 of the packet as it came
/// @param delayNanos how long its sender wanted it held
/// @param onward digest of the packet it becomes; empty if it ends here
/// @param mail whether it ends here as part of a letter
record Arrival(
    String relay,
    CapturedPacket packet,
    Fixed32 digest,
    long delayNanos,
    Optional<Fixed32> onward,
    boolean mail) {
  /// When it is due to leave.
  long dueNanos() {
    return packet.nanos() + delayNanos;
  }

  /// Whether the relay holds it at that moment.
  boolean heldAt(long nanos) {
    return packet.nanos() < nanos && nanos < dueNanos();
  }
}
