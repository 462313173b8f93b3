// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;

/// Everything a disk still owed when the relay started.
public record Restored(List<OutboundRow> outbound, List<ArrivalRow> arrivals) {
  public static final Restored NOTHING = new Restored(List.of(), List.of());

  public Restored {
    outbound = List.copyOf(outbound);
    arrivals = List.copyOf(arrivals);
  }
}
