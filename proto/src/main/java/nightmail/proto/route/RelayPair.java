// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.Comparator;
import nightmail.proto.packet.RelayId;

/// A link in its direction.
public record RelayPair(RelayId from, RelayId to) implements Comparable<RelayPair> {
  private static final Comparator<RelayPair> ORDER =
      Comparator.comparing(RelayPair::from).thenComparing(RelayPair::to);

  @Override
  public int compareTo(RelayPair other) {
    return ORDER.compare(this, other);
  }
}
