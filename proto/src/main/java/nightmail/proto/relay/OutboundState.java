// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

/// Where a parcel stands at its gateway (`docs/spec/custody.md`).
public enum OutboundState {
  /// On disk; no packet has left.
  QUEUED,
  /// Some packets have left, some have not.
  SENDING,
  /// All packets of the round have left; no answer yet.
  WAITING,
  /// The exit holds the message on disk.
  CUSTODY
}
