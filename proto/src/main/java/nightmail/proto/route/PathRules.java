// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.EnumSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import nightmail.proto.document.Topology;

/// Which relays may be on one path (PS-6, PS-7), less the soft rules that were dropped.
///
/// Never dropped: distinct relays, distinct families, protocol ranges that overlap, no broken link.
/// Organisations are soft until each layer has five of them.
final class PathRules {
  private static final int ENOUGH_ORGS = 5;

  private final View view;
  private final Set<Relaxation> dropped;
  private final int net4Bits;
  private final int net6Bits;
  private final boolean asn;
  private final boolean orgIsHard;

  private PathRules(View view, Set<Relaxation> dropped) {
    this.view = view;
    this.dropped = dropped;
    this.net4Bits = view.parameters().count(Parameter.PATH_NET4_BITS);
    this.net6Bits = view.parameters().count(Parameter.PATH_NET6_BITS);
    this.asn = view.parameters().isOn(Parameter.PATH_ASN);
    this.orgIsHard = hasManyOrgs(view);
  }

  /// All rules of `view`.
  static PathRules strict(View view) {
    return new PathRules(view, EnumSet.noneOf(Relaxation.class));
  }

  /// These without `rule` too.
  PathRules without(Relaxation rule) {
    EnumSet<Relaxation> more = EnumSet.of(rule);
    more.addAll(dropped);
    return new PathRules(view, more);
  }

  boolean allowsDropping(Relaxation rule) {
    return switch (rule) {
      case ASN -> asn;
      case ORG -> !orgIsHard;
      case SUBNET -> net4Bits > 0 || net6Bits > 0;
    };
  }

  /// Whether both may be on one path, in either order.
  boolean allow(RelayEntry one, RelayEntry other) {
    return !one.id().equals(other.id())
        && !one.sharesFamily(other)
        && one.speaksWith(other)
        && (dropped.contains(Relaxation.ORG) || !one.sharesOrg(other))
        && (!asn || dropped.contains(Relaxation.ASN) || !one.sharesAsn(other))
        && (dropped.contains(Relaxation.SUBNET) || !one.sharesSubnet(other, net4Bits, net6Bits));
  }

  /// Whether the soft rule `rule` is the only reason to keep both apart, so that a path that has
  /// both was relaxed.
  Set<Relaxation> broken(RelayEntry one, RelayEntry other) {
    EnumSet<Relaxation> broken = EnumSet.noneOf(Relaxation.class);
    if (asn && one.sharesAsn(other)) {
      broken.add(Relaxation.ASN);
    }
    if (one.sharesOrg(other)) {
      broken.add(Relaxation.ORG);
    }
    if (one.sharesSubnet(other, net4Bits, net6Bits)) {
      broken.add(Relaxation.SUBNET);
    }
    return broken;
  }

  /// Whether a packet may go from one straight to the other.
  boolean allowLink(RelayEntry from, RelayEntry to) {
    return !view.isBroken(from.id(), to.id());
  }

  private static boolean hasManyOrgs(View view) {
    if (view.topology() == Topology.FREE_ROUTE) {
      return orgs(view, 0).size() >= ENOUGH_ORGS;
    }
    for (int layer = 1; layer <= view.header().layers(); layer++) {
      if (orgs(view, layer).size() < ENOUGH_ORGS) {
        return false;
      }
    }
    return true;
  }

  private static NavigableSet<Long> orgs(View view, int layer) {
    NavigableSet<Long> orgs = new TreeSet<>();
    for (RelayEntry relay : view.relays()) {
      if (relay.org() != 0 && (layer == 0 || relay.layer() == layer)) {
        orgs.add(relay.org());
      }
    }
    return orgs;
  }
}
