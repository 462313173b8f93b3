// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.Consensus.Layering;
import nightmail.proto.document.ConsensusRelay;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.document.RelayRole;
import nightmail.proto.document.Topology;
import nightmail.proto.document.WeightScale;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;

/// F: a ballot in, the bytes of a consensus out (`docs/spec/directory.md` §7).
///
/// Pure, over exact integers and sorted collections: the same ballot gives the same bytes wherever
/// and in whatever order it was put together. This is F for what one authority sees; the parts of
/// it that count votes come with voting.
///
/// Owned by one call.
public final class ConsensusFunction {
  private static final byte[] SRV_LABEL = "nightmail-srv-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int METHOD = 1;

  private final Ballot ballot;
  private final List<Candidate> listed;
  private final RelayWeights weights;
  private final PartWriter parts;

  private ConsensusFunction(Ballot ballot) {
    this.ballot = ballot;
    this.listed =
        ballot.candidates().stream()
            .filter(c -> c.descriptor().key(ballot.keyEpoch()).isPresent())
            .filter(c -> !c.flags().contains(RelayFlag.REJECT))
            .sorted(Comparator.comparing(Candidate::id))
            .toList();
    this.weights = new RelayWeights(ballot);
    this.parts = new PartWriter(ballot);
  }

  /// Empty if there is no relay to list: then there is no consensus.
  public static Optional<ConsensusDraft> apply(Ballot ballot) {
    ConsensusFunction function = new ConsensusFunction(ballot);
    return function.listed.isEmpty() ? Optional.empty() : Optional.of(function.draft());
  }

  private ConsensusDraft draft() {
    Fixed32 srv = srv();
    Layering layering = new LayerPlan(ballot, srv).layering(usable(), weights);
    NavigableMap<RelayId, Long> capped = capped(layering);
    parts.writeKeys(ballot.keyEpoch(), listed);
    parts.writeKeys(ballot.keyEpoch() + 1, listed);
    parts.writeDomains(listed.stream().map(this::withoutNewDomains).toList());
    Consensus consensus = consensus(srv, layering, capped);
    byte[] bytes = consensus.encode();
    Fixed32 digest = Sha256.of(bytes);
    return new ConsensusDraft(
        new PreviousConsensus(consensus, digest, parts.keys(), parts.domains()),
        bytes,
        digest,
        parts.objects());
  }

  /// FN-14 without reveals, which is a defined case.
  private Fixed32 srv() {
    byte[] before =
        ballot
            .previous()
            .map(p -> p.consensus().srv().toBytes())
            .orElseGet(() -> new byte[Fixed32.BYTES]);
    byte[] epoch = ByteBuffer.allocate(Long.BYTES).putLong(ballot.epoch()).array();
    return Sha256.of(SRV_LABEL, epoch, before);
  }

  private List<Candidate> usable() {
    return listed.stream()
        .filter(c -> c.is(RelayRole.MIX) && weights.beforeCaps(c.id()) > 0)
        .toList();
  }

  /// WT-2 in each layer, or among all mixes; third-party exits are a group of their own, and what
  /// is in two groups keeps the smaller weight.
  private NavigableMap<RelayId, Long> capped(Layering layering) {
    NavigableMap<RelayId, Long> capped = new TreeMap<>();
    for (List<RelayId> group : groups(layering)) {
      weights.capped(group).forEach((relay, weight) -> capped.merge(relay, weight, Math::min));
    }
    return capped;
  }

  private List<List<RelayId>> groups(Layering layering) {
    List<List<RelayId>> groups = new ArrayList<>();
    List<RelayId> mixes = usable().stream().map(Candidate::id).toList();
    if (layering.topology() == Topology.FREE_ROUTE) {
      groups.add(mixes);
    } else {
      for (int layer = 1; layer <= layering.layers(); layer++) {
        int wanted = layer;
        groups.add(
            mixes.stream()
                .filter(r -> LayerPlan.layer(layering.seed(), r, layering.layers()) == wanted)
                .toList());
      }
    }
    groups.add(listed.stream().filter(this::isOpenExit).map(Candidate::id).toList());
    return groups;
  }

  private Consensus consensus(Fixed32 srv, Layering layering, NavigableMap<RelayId, Long> capped) {
    Instant validAfter = ballot.root().validAfter(ballot.epoch());
    return new Consensus(
        ballot.epoch(),
        METHOD,
        ballot.root().version(),
        validAfter,
        validAfter.plus(ballot.root().epochLength()),
        validAfter.plus(ballot.root().epochLength().multipliedBy(3)),
        ballot.previous().map(PreviousConsensus::digest),
        new TreeMap<>(),
        List.of(),
        ballot.parameters().byName(),
        layering,
        srv,
        new TreeMap<>(),
        exitAsMix(capped),
        parts.parts(),
        listed.stream().map(c -> relay(c, layering, capped)).toList(),
        List.of(),
        ballot.certs(),
        Geometry.digest());
  }

  private ConsensusRelay relay(
      Candidate candidate, Layering layering, NavigableMap<RelayId, Long> capped) {
    Descriptor descriptor = candidate.descriptor();
    boolean stratified = layering.topology() == Topology.STRATIFIED;
    return new ConsensusRelay(
        candidate.id(),
        candidate.record().digest(),
        flags(candidate),
        WeightScale.field(capped.getOrDefault(candidate.id(), 0L)),
        stratified ? LayerPlan.layer(layering.seed(), candidate.id(), layering.layers()) : 0,
        descriptor.host(),
        descriptor.addresses(),
        families(candidate),
        0,
        0,
        descriptor.protoMin(),
        descriptor.protoMax(),
        descriptor.maxObjectKib(),
        descriptor.exitPolicy(),
        descriptor.mirrorUrl());
  }

  /// FN-6, FN-7.
  private Set<RelayFlag> flags(Candidate candidate) {
    EnumSet<RelayFlag> flags = EnumSet.of(RelayFlag.RUNNING);
    for (RelayFlag voted : List.of(RelayFlag.STABLE, RelayFlag.BAD_EXIT, RelayFlag.MIDDLE_ONLY)) {
      add(flags, voted, candidate.flags().contains(voted));
    }
    boolean exit =
        candidate.is(RelayRole.GATEWAY) && !withoutNewDomains(candidate).domains().isEmpty();
    add(flags, RelayFlag.EXIT, exit);
    add(flags, RelayFlag.OPEN_EXIT, isOpenExit(candidate));
    add(flags, RelayFlag.LEAVING, weights.isLeaving(candidate.descriptor()));
    add(flags, RelayFlag.MIRROR, candidate.is(RelayRole.MIRROR));
    add(
        flags,
        RelayFlag.NEW,
        weights.isNewcomer(candidate) || weights.rampPermille(candidate) < 1_000);
    return flags;
  }

  private static void add(EnumSet<RelayFlag> flags, RelayFlag flag, boolean on) {
    if (on) {
      flags.add(flag);
    }
  }

  private boolean isOpenExit(Candidate candidate) {
    return candidate.is(RelayRole.THIRD_PARTY_EXIT)
        && !candidate.flags().contains(RelayFlag.BAD_EXIT);
  }

  /// WT-3: who was not in the consensus before brings no domain yet.
  private Candidate withoutNewDomains(Candidate candidate) {
    return weights.isNewcomer(candidate)
        ? new Candidate(candidate.record(), candidate.flags(), List.of(), candidate.firstSeen())
        : candidate;
  }

  /// FN-8, FN-10: families that at least two listed relays share.
  private List<Fixed16> families(Candidate candidate) {
    return candidate.record().families().stream()
        .map(f -> f.familyId())
        .distinct()
        .filter(f -> listed.stream().filter(c -> isIn(c, f)).limit(2).count() == 2)
        .toList();
  }

  private static boolean isIn(Candidate candidate, Fixed16 family) {
    return candidate.record().families().stream().anyMatch(f -> f.familyId().equals(family));
  }

  /// WT-6: the factor of third-party exits in mix positions, so that enough is left for exiting.
  private int exitAsMix(NavigableMap<RelayId, Long> capped) {
    long exits = 0;
    long all = 0;
    for (Candidate candidate : listed) {
      long weight = capped.getOrDefault(candidate.id(), 0L);
      all += weight;
      exits += isOpenExit(candidate) ? weight : 0;
    }
    if (exits == 0) {
      return 10_000;
    }
    long permille = ballot.parameters().value(Parameter.WEIGHT_OPEN_EXIT_PERMILLE);
    long need = all * permille / (1_000L * ballot.parameters().pathRelays());
    return (int) (10_000 * Math.max(0, exits - need) / exits);
  }
}
