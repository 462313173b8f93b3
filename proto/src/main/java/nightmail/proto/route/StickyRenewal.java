// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.document.Topology;
import nightmail.proto.packet.RelayId;

/// Keeps a sticky set as PS-3 says: members stay 30 to 60 days, and are replaced only if expired,
/// unlisted for more than 7 days, or in another layer; the numbers are parameters.
///
/// A member that one path cannot use (its key is missing, the exit is of its family) stays: whoever
/// could make members fail would otherwise walk the set to his own relays.
public final class StickyRenewal {
  private StickyRenewal() {}

  /// Whether this network is large enough for sticky sets.
  public static boolean isOn(View view) {
    Parameters parameters = view.parameters();
    return parameters.isOn(Parameter.STICKY_SIZE)
        && view.relays().size() >= parameters.count(Parameter.STICKY_MIN_RELAYS);
  }

  /// The set after `view` at `now`; never holds `sender` itself. May hold fewer than wanted if
  /// there are fewer usable mixes.
  public static StickySet renew(
      StickySet old, View view, RelayId sender, Instant now, RandomGenerator random) {
    List<StickySet.Member> members = new ArrayList<>();
    for (StickySet.Member member : old.members()) {
      StickySet.Member seen = seenIn(view, member, now);
      if (isKept(seen, view, now)) {
        members.add(seen);
      }
    }
    fill(members, view, sender, now, random);
    return new StickySet(members);
  }

  private static StickySet.Member seenIn(View view, StickySet.Member member, Instant now) {
    if (view.lists(member.relay())) {
      return new StickySet.Member(member.relay(), member.until(), Instant.MAX);
    }
    return member.isListed() ? new StickySet.Member(member.relay(), member.until(), now) : member;
  }

  private static boolean isKept(StickySet.Member member, View view, Instant now) {
    Duration gone = view.parameters().duration(Parameter.STICKY_GONE_DAYS);
    boolean lost =
        !member.isListed() && Duration.between(member.missingSince(), now).compareTo(gone) > 0;
    Optional<RelayEntry> entry = view.relay(member.relay());
    boolean moved = entry.isPresent() && !isInLayer(view, entry.get());
    return now.isBefore(member.until()) && !lost && !moved;
  }

  private static void fill(
      List<StickySet.Member> members,
      View view,
      RelayId sender,
      Instant now,
      RandomGenerator random) {
    int size = view.parameters().count(Parameter.STICKY_SIZE);
    Candidates usable = usable(view, sender);
    Candidates left = usable.only(r -> isNew(members, r));
    while (members.size() < size && !left.isEmpty()) {
      RelayEntry drawn = left.draw(random);
      members.add(new StickySet.Member(drawn.id(), now.plus(life(view, random)), Instant.MAX));
      left = left.only(r -> isNew(members, r));
    }
  }

  private static boolean isNew(List<StickySet.Member> members, RelayEntry relay) {
    return members.stream().noneMatch(m -> m.relay().equals(relay.id()));
  }

  /// Usable mixes of the layer; only STABLE ones once there are three times as many as wanted.
  private static Candidates usable(View view, RelayId sender) {
    long keyEpoch = view.keyEpochs().at(view.validAfter());
    Candidates all =
        Candidates.of(view.relays(), r -> r.isUsableMix() ? r.weight() : 0)
            .only(
                r ->
                    !r.id().equals(sender)
                        && isInLayer(view, r)
                        && view.key(r.id(), keyEpoch).isPresent());
    Candidates stable = all.only(r -> r.has(RelayFlag.STABLE));
    return stable.relays().size() >= 3 * view.parameters().count(Parameter.STICKY_SIZE)
        ? stable
        : all;
  }

  private static boolean isInLayer(View view, RelayEntry relay) {
    return view.topology() == Topology.FREE_ROUTE
        || relay.layer() == view.parameters().count(Parameter.STICKY_POSITION);
  }

  private static Duration life(View view, RandomGenerator random) {
    long least = view.parameters().duration(Parameter.STICKY_MIN_DAYS).toMillis();
    long greatest = view.parameters().duration(Parameter.STICKY_MAX_DAYS).toMillis();
    return Duration.ofMillis(least + UnbiasedDraw.below(greatest - least + 1, random));
  }
}
