// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import nightmail.proto.message.FragmentLayout;

/// Which packets a round of a parcel consists of (F-2, CS-5).
final class Pieces {
  private Pieces() {}

  /// Everything: the one packet of a short object, or all shards and the CONTROL.
  static List<Piece> all(FragmentLayout layout) {
    List<Piece> pieces = new ArrayList<>();
    if (layout.single()) {
      pieces.add(new Piece.Whole());
      return pieces;
    }
    pieces.add(new Piece.Control());
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      for (int index = 0; index < layout.shards(chunk); index++) {
        pieces.add(new Piece.Shard(chunk, index));
      }
    }
    return pieces;
  }

  /// What is missing, and a third more: per chunk ⌈4/3 · (k − held)⌉ shards not held, and a
  /// CONTROL. Everything if the bitmaps do not fit the layout.
  static List<Piece> missing(FragmentLayout layout, List<BitSet> held) {
    if (layout.single() || held.size() != layout.chunks()) {
      return all(layout);
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Control());
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      int lacking = layout.dataShards(chunk) - held.get(chunk).cardinality();
      int wanted = Math.ceilDiv(4 * Math.max(0, lacking), 3);
      for (int index = 0; index < layout.shards(chunk) && wanted > 0; index++) {
        if (!held.get(chunk).get(index)) {
          pieces.add(new Piece.Shard(chunk, index));
          wanted--;
        }
      }
    }
    return pieces;
  }
}
