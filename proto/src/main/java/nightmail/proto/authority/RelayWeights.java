// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.RelayRole;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;

/// How much traffic each relay shall carry (WT-1 to WT-4), in KiB/s before the scale of WT-5.
final class RelayWeights {
  /// WT-1: most that an unmeasured relay counts while none is measured.
  private static final long UNMEASURED_KIB = 1_024;

  /// WT-2: capping again may push others over the cap; it settles long before this.
  private static final int MOST_PASSES = 32;

  private static final long DAY_SECONDS = 86_400;

  private final Ballot ballot;
  private final NavigableMap<RelayId, Long> grown = new TreeMap<>();
  private final NavigableMap<RelayId, NavigableSet<Fixed16>> families = new TreeMap<>();

  RelayWeights(Ballot ballot) {
    this.ballot = ballot;
    for (Candidate candidate : ballot.candidates()) {
      grown.put(candidate.id(), grown(candidate));
      NavigableSet<Fixed16> names = new TreeSet<>();
      candidate.record().families().forEach(f -> names.add(f.familyId()));
      families.put(candidate.id(), names);
    }
  }

  /// WT-1, WT-3, WT-4, before any cap.
  long beforeCaps(RelayId relay) {
    return grown.getOrDefault(relay, 0L);
  }

  private long grown(Candidate candidate) {
    boolean forwards = candidate.is(RelayRole.MIX) || candidate.is(RelayRole.THIRD_PARTY_EXIT);
    if (!forwards || isLeaving(candidate.descriptor()) || isNewcomer(candidate)) {
      return 0;
    }
    long weight = Math.min(candidate.descriptor().capacityKib(), UNMEASURED_KIB);
    return weight * rampPermille(candidate) / 1_000;
  }

  boolean isLeaving(Descriptor descriptor) {
    return descriptor
        .leavingFrom()
        .map(from -> !from.isAfter(ballot.root().validAfter(ballot.epoch())))
        .orElse(false);
  }

  /// Not in the previous consensus, if there is one: listed now, used from the next on.
  boolean isNewcomer(Candidate candidate) {
    Optional<PreviousConsensus> previous = ballot.previous();
    return previous.isPresent() && !previous.get().lists(candidate.id());
  }

  /// WT-3: a share by age, unless the network itself is younger than a week.
  long rampPermille(Candidate candidate) {
    long epochSeconds = ballot.root().epochLength().toSeconds();
    long weekAfterStart = ballot.root().firstEpoch() + 7 * DAY_SECONDS / epochSeconds;
    boolean founder = ballot.root().version() == 1 && candidate.firstSeen() < weekAfterStart;
    if (!ballot.parameters().isOn(Parameter.WEIGHT_RAMP) || founder) {
      return 1_000;
    }
    long age = (ballot.epoch() - candidate.firstSeen()) * epochSeconds;
    if (age < DAY_SECONDS) {
      return 0;
    }
    if (age < 7 * DAY_SECONDS) {
      return 100;
    }
    return age < 14 * DAY_SECONDS ? 500 : 1_000;
  }

  /// WT-2 within one group: no relay and no family above its share.
  NavigableMap<RelayId, Long> capped(List<RelayId> group) {
    NavigableMap<RelayId, Long> weights = new TreeMap<>();
    group.stream().filter(r -> beforeCaps(r) > 0).forEach(r -> weights.put(r, beforeCaps(r)));
    if (weights.isEmpty()) {
      return weights;
    }
    long relays = weights.size();
    NavigableMap<Fixed16, NavigableSet<RelayId>> members = members(weights.navigableKeySet());
    long lone = weights.keySet().stream().filter(r -> familiesOf(r).isEmpty()).count();
    long relayShare = share(Parameter.WEIGHT_RELAY_PERMILLE, ceil(4_000, relays));
    long familyShare =
        Math.max(
            share(Parameter.WEIGHT_FAMILY_PERMILLE, ceil(8_000, relays)),
            ceil(1_250, Math.max(1, members.size() + lone)));
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      NavigableMap<RelayId, Long> before = new TreeMap<>(weights);
      long total = sum(weights);
      weights.replaceAll((relay, weight) -> Math.min(weight, total * relayShare / 1_000));
      members.values().forEach(family -> scale(weights, family, total * familyShare / 1_000));
      if (weights.equals(before)) {
        break;
      }
    }
    return weights;
  }

  private long share(Parameter parameter, long least) {
    return Math.max(ballot.parameters().value(parameter), least);
  }

  private static void scale(
      NavigableMap<RelayId, Long> weights, NavigableSet<RelayId> family, long cap) {
    long sum = family.stream().mapToLong(r -> weights.getOrDefault(r, 0L)).sum();
    if (sum > cap) {
      family.forEach(r -> weights.computeIfPresent(r, (id, weight) -> weight * cap / sum));
    }
  }

  private NavigableMap<Fixed16, NavigableSet<RelayId>> members(NavigableSet<RelayId> relays) {
    NavigableMap<Fixed16, NavigableSet<RelayId>> members = new TreeMap<>();
    for (RelayId relay : relays) {
      familiesOf(relay)
          .forEach(f -> members.computeIfAbsent(f, name -> new TreeSet<>()).add(relay));
    }
    return members;
  }

  private NavigableSet<Fixed16> familiesOf(RelayId relay) {
    return families.getOrDefault(relay, new TreeSet<>());
  }

  private static long ceil(long numerator, long denominator) {
    return (numerator + denominator - 1) / denominator;
  }

  private static long sum(NavigableMap<RelayId, Long> weights) {
    return weights.values().stream().mapToLong(Long::longValue).sum();
  }
}
