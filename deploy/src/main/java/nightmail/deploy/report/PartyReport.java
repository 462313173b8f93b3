// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What one party was found to hold.
///
/// @param name of the party, as in the table
/// @param entitled whether it is one of the two sites, and so must see all four
/// @param octets searched, by kind of evidence
/// @param seen for each secret that was found the encodings it was found in
/// @param unmarked kinds of evidence in which a marker planted there was not found: must be empty
public record PartyReport(
    String name,
    boolean entitled,
    Map<EvidenceKind, Long> octets,
    Map<Secret, Set<String>> seen,
    Set<EvidenceKind> unmarked) {
  /// Copies all collections.
  public PartyReport {
    octets = Map.copyOf(octets);
    seen = Map.copyOf(seen);
    unmarked = Set.copyOf(unmarked);
  }

  public boolean sees(Secret secret) {
    return seen.containsKey(secret);
  }

  public long allOctets() {
    return octets.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The expectation of one cell: the two sites see, all others do not.
  public Expectation cell(Secret secret) {
    String verb = entitled ? " sees the " : " does not see the ";
    String found =
        sees(secret)
            ? "found as " + String.join(", ", new TreeSet<>(seen.getOrDefault(secret, Set.of())))
            : "not found";
    return new Expectation(
        name + "/" + secret.label(), name + verb + secret.label(), sees(secret) == entitled, found);
  }
}
