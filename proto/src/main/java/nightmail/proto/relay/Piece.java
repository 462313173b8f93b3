// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

/// One packet of a parcel's round.
sealed interface Piece {
  /// SURBs of the piece that has most.
  int MOST_SURBS = 4;

  /// The whole object in one packet.
  record Whole() implements Piece {}

  /// One shard.
  record Shard(int chunk, int index) implements Piece {}

  /// SURBs for the answers.
  record Control() implements Piece {}

  /// A question for the state.
  record Poll() implements Piece {}

  /// SURBs that go with it.
  default int surbs(int ofWhole) {
    return switch (this) {
      case Whole _ -> ofWhole;
      case Shard _ -> 0;
      case Control _ -> MOST_SURBS;
      case Poll _ -> 2;
    };
  }
}
