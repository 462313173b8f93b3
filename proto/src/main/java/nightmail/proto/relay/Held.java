// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import nightmail.proto.packet.RelayId;
import nightmail.proto.packet.Unwrapped;

/// What waits in the pool for its release time.
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
sealed interface Held {
  /// Number of its replay tag; it may leave once that is on disk.
  long tag();

  /// A packet for the next relay.
  record Onward(long tag, RelayId next, byte[] packet) implements Held {}

  /// Something for this relay itself.
  record Inward(long tag, Unwrapped content) implements Held {}
}
