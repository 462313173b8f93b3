// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

/// An operation of Nightmail beside the bare primitives it cannot do without.
///
/// Both take the same input to work of the same sizes; what an operation hands to its caller, a
/// packet or a message, is allocated on both sides and so is no garbage of ours.
///
/// @param ours as Nightmail does it
/// @param bare the libraries called directly, every object and buffer reused
record Pair(Operation ours, Operation bare) {
  /// Before a subject is chosen.
  static final Pair NOTHING = new Pair(() -> "", () -> "");
}
