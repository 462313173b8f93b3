// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.RelayId;

/// What the links tell their owner.
///
/// Called on event loops, from several threads; must return at once.
public interface LinkListener {
  /// A packet has arrived: 32,768 bytes, which the callee now owns. From whom is not said: nothing
  /// behind this door may depend on it.
  void packet(byte[] packet);

  /// The outgoing link to `peer` is up, or is no longer.
  void link(RelayId peer, boolean up);

  /// A packet given to [Links#send] was lost here.
  void notSent(DropReason reason);

  /// Something that came in was refused here.
  void dropped(DropReason reason);
}
