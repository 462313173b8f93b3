// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import nightmail.proto.packet.Opened;
import nightmail.proto.packet.Unwrapped;

/// How the body of a packet is opened: as the protocol says, or not at all where the demo has
/// switched the sealing off.
public interface Bodies {
  Unwrapped open(Opened.Routed routed);
}
