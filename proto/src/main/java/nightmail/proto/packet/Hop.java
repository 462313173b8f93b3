// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import nightmail.proto.crypto.XWing;

/// One relay of a path as the sender sees it.
///
/// @param id the relay's name
/// @param key its mix key for the epoch in which the packet will arrive
/// @param hint the low 8 bits of that key epoch, 0 … 255
/// @param delayMillis how long it shall hold the packet, 0 … 2³² − 1
public record Hop(RelayId id, XWing.PublicKey key, int hint, long delayMillis) {
  public static final long MAX_DELAY_MILLIS = 0xffff_ffffL;

  /// Refuses a hint or delay that has no room in a slot.
  public Hop {
    if (hint < 0 || hint > 0xff || delayMillis < 0 || delayMillis > MAX_DELAY_MILLIS) {
      throw new IllegalArgumentException("hint or delay outside its field");
    }
  }
}
