// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridPublicKey;
import nightmail.proto.document.Checked;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Profile;
import nightmail.proto.document.Refusal;
import nightmail.proto.document.Root;
import nightmail.proto.document.RootAuthority;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Unverified;

/// The chain of roots from the configured network id to the newest one (AC-1, TK-8).
///
/// Version 1 is known by its digest and signed by all its authorities; each later one by a quorum
/// of the version before and of its own.
///
/// Safe for any thread.
public final class TrustedRoots {
  /// Longer chains are refused.
  static final int MAX_VERSIONS = 1_024;

  private final Fixed32 networkId;
  private final NavigableMap<Long, Root> versions;

  private TrustedRoots(Fixed32 networkId, NavigableMap<Long, Root> versions) {
    this.networkId = networkId;
    this.versions = versions;
  }

  /// Walks `chain`, which begins with version 1; `profile` is the configured one, never the root's.
  /// Whether the newest has expired is asked by [#isExpired].
  public static Checked<TrustedRoots> walk(
      Fixed32 networkId, Profile profile, List<SignedDocument> chain) {
    if (chain.isEmpty() || chain.size() > MAX_VERSIONS) {
      return Checked.refused(Refusal.TOO_LARGE, "chain");
    }
    TrustedRoots roots = new TrustedRoots(networkId, new TreeMap<>());
    Fixed32 previous = networkId;
    for (SignedDocument signed : chain) {
      Checked<Root> next =
          roots.versions.isEmpty()
              ? first(networkId, signed)
              : next(networkId, roots.newest(), previous, signed);
      if (next instanceof Checked.Refused<Root>(Refusal reason, String where)) {
        return Checked.refused(reason, where);
      }
      Root root = next.orThrow();
      if (root.profile() != profile) {
        return Checked.refused(Refusal.OTHER_NETWORK, "profile");
      }
      roots.versions.put(root.version(), root);
      previous = signed.digest();
    }
    return Checked.good(roots);
  }

  private static Checked<Root> first(Fixed32 networkId, SignedDocument signed) {
    if (!signed.digest().equals(networkId)) {
      return Checked.refused(Refusal.OTHER_NETWORK, "root");
    }
    return signed
        .as(DocumentKind.ROOT)
        .then(u -> u.verifiedByAll(networkId, identities(u.unverifiedContent())))
        .then(
            root ->
                root.version() == 1 && root.prev().isEmpty()
                    ? Checked.good(root)
                    : Checked.refused(Refusal.INCONSISTENT, "version"));
  }

  private static Checked<Root> next(
      Fixed32 networkId, Root before, Fixed32 beforeDigest, SignedDocument signed) {
    return signed
        .as(DocumentKind.ROOT)
        .then(u -> verifiedByBoth(networkId, before, u))
        .then(
            root ->
                root.version() == before.version() + 1
                        && root.prev().equals(Optional.of(beforeDigest))
                        && root.network().equals(before.network())
                        && root.firstEpoch() > before.firstEpoch()
                    ? Checked.good(root)
                    : Checked.refused(Refusal.INCONSISTENT, "version"));
  }

  private static Checked<Root> verifiedByBoth(
      Fixed32 networkId, Root before, Unverified<Root> next) {
    Root claimed = next.unverifiedContent();
    return next.verifiedBy(networkId, identities(before), before.quorum().signatures())
        .then(
            root -> next.verifiedBy(networkId, identities(claimed), claimed.quorum().signatures()));
  }

  private static List<HybridPublicKey> identities(Root root) {
    return root.authorities().stream().map(RootAuthority::identity).toList();
  }

  public Fixed32 networkId() {
    return networkId;
  }

  public Root newest() {
    return versions.lastEntry().getValue();
  }

  /// The root in force in `epoch`: the newest that has begun by then, or the first.
  public Root inForce(long epoch) {
    Root inForce = versions.firstEntry().getValue();
    for (Root root : versions.values()) {
      inForce = root.firstEpoch() <= epoch ? root : inForce;
    }
    return inForce;
  }

  public boolean isExpired(Instant now) {
    return now.isAfter(newest().expires());
  }
}
