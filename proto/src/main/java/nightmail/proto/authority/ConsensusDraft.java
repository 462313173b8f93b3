// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.List;
import nightmail.proto.authority.AuthorityEffect.StoredObject;
import nightmail.proto.bytes.Fixed32;

/// What the consensus function yields: the document, its exact bytes, and the new table parts it
/// names. `next` is what it will be to the epoch after.
@SuppressWarnings("ArrayRecordComponent") // named by its digest, never compared
public record ConsensusDraft(
    PreviousConsensus next, byte[] bytes, Fixed32 digest, List<StoredObject> parts) {
  public ConsensusDraft {
    parts = List.copyOf(parts);
  }
}
