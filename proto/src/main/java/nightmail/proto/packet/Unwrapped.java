// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

/// What a packet turns out to be once its body is open; arrays are the receiver's.
public sealed interface Unwrapped {
  /// Send `packet`, 32,768 bytes, to `next` when the delay is over.
  @SuppressWarnings("ArrayRecordComponent") // hot path: handed over once, never compared
  record Forward(RelayId next, long delayMillis, byte[] packet) implements Unwrapped {}

  /// A payload of 26,740 bytes for this relay as exit, due when the delay is over.
  @SuppressWarnings("ArrayRecordComponent") // hot path: handed over once, never compared
  record Deliver(long delayMillis, byte[] payload) implements Unwrapped {}

  /// An answer to the SURB `id`; [SurbRecord#open] reads `body`, 26,772 bytes.
  @SuppressWarnings("ArrayRecordComponent") // hot path: handed over once, never compared
  record ReplyArrived(LocalId id, long delayMillis, byte[] body) implements Unwrapped {}

  /// The loop `id` came home untouched.
  record LoopReturned(LocalId id, long delayMillis) implements Unwrapped {}

  /// The body was changed on its way.
  record Dropped(DropReason reason) implements Unwrapped {}
}
