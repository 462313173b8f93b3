// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import nightmail.proto.document.KeySignature;

/// What happens to an authority.
public sealed interface AuthorityEvent {

  /// A relay sent bytes; `requestId` comes back in the answer. The core owns the array.
  @SuppressWarnings("ArrayRecordComponent") // raw input, never compared
  record UploadReceived(long requestId, byte[] upload) implements AuthorityEvent {}

  /// An upload that this authority accepted before it was restarted. The core owns the array.
  @SuppressWarnings("ArrayRecordComponent") // raw input, never compared
  record UploadRestored(long firstSeen, byte[] upload) implements AuthorityEvent {}

  /// Time passed; the moment is in `Now`.
  record Tick() implements AuthorityEvent {}

  /// The signature asked for by [AuthorityEffect.Sign].
  record SignatureMade(long epoch, KeySignature signature) implements AuthorityEvent {}

  /// The policy file changed.
  record PolicyChanged(AuthorityPolicy policy) implements AuthorityEvent {}
}
