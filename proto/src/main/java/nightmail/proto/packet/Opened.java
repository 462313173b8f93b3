// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

/// What the first half of unwrapping answers: the routing of this hop, or a reason.
public sealed interface Opened {
  /// A header that is ours and whole; the body is still sealed.
  ///
  /// Between this and [BodyOpening] the relay core decides about replay, delay and route, so that a
  /// packet it drops costs no work on its body (U-6, U-8, U-13). Used at most once.
  ///
  /// @param tag replay tag, 16 bytes, the receiver's
  /// @param slot what this hop shall do
  /// @param packet the packet that was opened; if it goes on, its header is the next hop's already
  /// @param bodyKey 32 bytes, overwritten by [BodyOpening]
  @SuppressWarnings("ArrayRecordComponent") // hot path: handed over once, never compared
  record Routed(byte[] tag, Slot slot, byte[] packet, byte[] bodyKey) implements Opened {
    /// Neither tag nor contents.
    @Override
    public String toString() {
      return "Routed[" + slot.getClass().getSimpleName() + "]";
    }
  }

  /// The packet ends here, silently.
  record Rejected(DropReason reason) implements Opened {}
}
