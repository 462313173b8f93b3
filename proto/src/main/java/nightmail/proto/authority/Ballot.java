// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Root;
import nightmail.proto.route.Parameters;

/// All that a consensus is computed from; nothing else may count.
///
/// `certs` are the serials of the authorities' certificates in force.
public record Ballot(
    Fixed32 networkId,
    Root root,
    long epoch,
    Parameters parameters,
    List<Candidate> candidates,
    NavigableMap<Fixed32, Long> certs,
    Optional<PreviousConsensus> previous) {
  public Ballot {
    candidates = List.copyOf(candidates);
    certs = new TreeMap<>(certs);
  }

  long keyEpoch() {
    return root.keyEpochAt(root.validAfter(epoch));
  }

  /// Whether no consensus of this key epoch came before.
  boolean isFirstOfKeyEpoch() {
    return previous
        .map(p -> root.keyEpochAt(p.consensus().validAfter()) != keyEpoch())
        .orElse(true);
  }
}
