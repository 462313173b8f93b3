// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

/// What the last relay of a path does with a packet; no relay before it can tell (PK-4).
public sealed interface Ending {
  /// The payload is for the last relay itself: a letter, a poll, a control packet.
  record Exit() implements Ending {}

  /// An answer comes home to the maker of a SURB.
  record Reply(LocalId id) implements Ending {}

  /// A cover packet comes home to its maker.
  record Loop(LocalId id) implements Ending {}
}
