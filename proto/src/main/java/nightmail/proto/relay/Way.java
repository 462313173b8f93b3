// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import nightmail.proto.packet.Hop;

/// A drawn path with its drawn delays.
///
/// @param travelMillis predicted time from sending to release at the last hop: all delays and one
///   link time per hop
record Way(List<Hop> hops, long travelMillis) {
  Way {
    hops = List.copyOf(hops);
  }
}
