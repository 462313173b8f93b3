// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import java.util.Locale;

/// Something measured at each tick; each constant is one label value of its family.
public sealed interface Gauge {
  /// The constant's own name.
  String name();

  /// Packets held in the pool; shown as a power of two.
  enum Pool implements Gauge {
    PACKETS
  }

  /// Links to other relays.
  enum Links implements Gauge {
    UP,
    DOWN
  }

  /// Rows of the spool; shown as powers of two and on the slow tick, for an exact count of waiting
  /// mail per minute is an oracle.
  enum SpoolRows implements Gauge {
    OUTBOUND,
    CUSTODY,
    FAILED,
    ARRIVED
  }

  /// Seconds since the view in use became valid; negative numbers mean there is none.
  enum Directory implements Gauge {
    AGE_SECONDS
  }

  /// The label in metrics.
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
