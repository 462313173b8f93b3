// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.packet.RelayId;

/// What the operators of an authority decided about relays; read from the policy file.
///
/// `admitted` matter in a closed network. `domains` are those that a relay may claim: proof by DNS
/// is not asked here, so what the file does not list is not accepted. `flags` may hold MIDDLE_ONLY,
/// BAD_EXIT, STABLE and REJECT. `claimsHold` takes every claimed domain for proved; only a test
/// network looks at it (TK-11).
public record AuthorityPolicy(
    NavigableSet<RelayId> admitted,
    NavigableMap<RelayId, NavigableSet<String>> domains,
    NavigableMap<RelayId, Set<RelayFlag>> flags,
    boolean claimsHold) {

  public AuthorityPolicy {
    admitted = Collections.unmodifiableNavigableSet(new TreeSet<>(admitted));
    domains = Collections.unmodifiableNavigableMap(new TreeMap<>(domains));
    flags = Collections.unmodifiableNavigableMap(new TreeMap<>(flags));
  }

  /// Nobody is admitted, nothing is flagged.
  public static AuthorityPolicy empty() {
    return new AuthorityPolicy(new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), false);
  }

  /// For test networks with open admission.
  public static AuthorityPolicy trusting() {
    return new AuthorityPolicy(new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), true);
  }

  Set<RelayFlag> flagsOf(RelayId relay) {
    return flags.getOrDefault(relay, Set.of());
  }

  boolean provesDomain(RelayId relay, String domain) {
    NavigableSet<String> listed = domains.get(relay);
    return listed != null && listed.contains(domain);
  }

  boolean rejects(RelayId relay) {
    return flagsOf(relay).contains(RelayFlag.REJECT);
  }
}
