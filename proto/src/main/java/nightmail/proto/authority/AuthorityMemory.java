// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.Optional;
import java.util.OptionalLong;
import nightmail.proto.bytes.Fixed32;

/// What survives a restart besides uploads: the last epoch that was journalled with its digest, and
/// the consensus published last. An `unpublished` consensus was journalled and stored, and not yet
/// published: it is signed again, byte for byte.
public record AuthorityMemory(
    OptionalLong journalledEpoch,
    Optional<Fixed32> journalledDigest,
    Optional<PreviousConsensus> published,
    Optional<PreviousConsensus> unpublished) {
  public static AuthorityMemory empty() {
    return new AuthorityMemory(
        OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
