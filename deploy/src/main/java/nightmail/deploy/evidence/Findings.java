// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.evidence;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which secrets a search met: by label the encodings, and the octets read.
///
/// Owned by the search that fills it.
public final class Findings {
  private final TreeMap<String, Set<String>> encodings = new TreeMap<>();
  private long octets;

  /// Whether the secret of `label` was met at all.
  public boolean has(String label) {
    return encodings.containsKey(label);
  }

  /// The encodings in which it was met, sorted; empty if it was not.
  public Set<String> encodings(String label) {
    return Set.copyOf(encodings.getOrDefault(label, Set.of()));
  }

  /// How many octets were searched.
  public long octets() {
    return octets;
  }

  /// Adds all that `other` holds.
  public void add(Findings other) {
    other.encodings.forEach((label, found) -> at(label).addAll(found));
    octets += other.octets;
  }

  void met(Needle needle) {
    at(needle.label()).add(needle.encoding());
  }

  void read(long count) {
    octets += count;
  }

  private Set<String> at(String label) {
    return encodings.computeIfAbsent(label, _ -> new TreeSet<>());
  }
}
