// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.time.Instant;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.KeySignature;
import nightmail.proto.packet.RelayId;

/// What an authority wants done, in the order given: each is finished, and on disk where it writes,
/// before the next begins. If one fails, the rest are not done (AS-4: no signature on a full disk).
public sealed interface AuthorityEffect {

  record AnswerUpload(long requestId, UploadVerdict verdict) implements AuthorityEffect {}

  /// Keep the upload for the next start; `firstSeen` −1 if no epoch listed the relay yet.
  @SuppressWarnings("ArrayRecordComponent") // written as it is, never compared
  record KeepUpload(RelayId relay, long firstSeen, byte[] upload) implements AuthorityEffect {}

  /// The relay's upload is too old to come back.
  record ForgetUpload(RelayId relay) implements AuthorityEffect {}

  /// Objects to serve by digest, with their signatures if they have any of their own.
  record Store(List<StoredObject> objects) implements AuthorityEffect {
    public Store {
      objects = List.copyOf(objects);
    }
  }

  /// Write and sync: for `epoch` this digest is signed and never another.
  record Journal(long epoch, Fixed32 digest) implements AuthorityEffect {}

  /// Sign this consensus with the signing key and bring [AuthorityEvent.SignatureMade].
  @SuppressWarnings("ArrayRecordComponent") // signed as it is, never compared
  record Sign(long epoch, byte[] consensus) implements AuthorityEffect {}

  /// Serve this pointer as that of its epoch and as the current one.
  @SuppressWarnings("ArrayRecordComponent") // written as it is, never compared
  record Publish(long epoch, Fixed32 digest, byte[] pointer) implements AuthorityEffect {}

  /// Tick no later than this.
  record WakeAt(Instant moment) implements AuthorityEffect {}

  /// One line for the operator.
  record Report(EpochReport report) implements AuthorityEffect {}

  /// An object's bytes under their SHA-256.
  @SuppressWarnings("ArrayRecordComponent") // written as it is, never compared
  record StoredObject(Fixed32 digest, byte[] bytes, List<KeySignature> signatures) {
    public StoredObject {
      signatures = List.copyOf(signatures);
    }
  }
}
