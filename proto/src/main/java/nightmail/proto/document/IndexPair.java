// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Comparator;
import nightmail.proto.document.wire.Wire;

/// A link between two relays by their indexes in the consensus, in its direction.
public record IndexPair(int from, int to) implements Comparable<IndexPair> {
  private static final Comparator<IndexPair> ORDER =
      Comparator.comparingInt(IndexPair::from).thenComparingInt(IndexPair::to);

  @Override
  public int compareTo(IndexPair other) {
    return ORDER.compare(this, other);
  }

  Wire.Pair toWire() {
    return Wire.Pair.newBuilder().setFrom(from).setTo(to).build();
  }

  static IndexPair fromWire(Wire.Pair wire) {
    return new IndexPair(wire.getFrom(), wire.getTo());
  }
}
