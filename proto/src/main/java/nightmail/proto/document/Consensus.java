// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// What the authorities agreed on for one epoch, signed by a quorum of them.
///
/// `votes` are the digests it was computed from; while one authority makes it, there are none.
/// `certs` are the lowest serials that count per authority. `parts` name the key and domain tables
/// by digest. `broken` are pairs of indexes into `relays`, which ascend by id.
public record Consensus(
    long epoch,
    int method,
    long rootVersion,
    Instant validAfter,
    Instant freshUntil,
    Instant validUntil,
    Optional<Fixed32> prev,
    NavigableMap<Fixed32, Fixed32> votes,
    List<Fixed32> missing,
    NavigableMap<String, Long> params,
    Layering layering,
    Fixed32 srv,
    NavigableMap<Fixed32, Fixed32> srvCommits,
    int exitAsMix,
    List<TablePart> parts,
    List<ConsensusRelay> relays,
    List<IndexPair> broken,
    NavigableMap<Fixed32, Long> certs,
    Fixed32 geometry) {

  /// The one schema of this build.
  public static final int SCHEMA = 1;

  /// Maps are copied; lists are put in the order of the document.
  public Consensus {
    votes = new TreeMap<>(votes);
    missing = missing.stream().sorted().toList();
    params = new TreeMap<>(params);
    srvCommits = new TreeMap<>(srvCommits);
    parts = parts.stream().sorted().toList();
    relays = relays.stream().sorted(Comparator.comparing(ConsensusRelay::id)).toList();
    broken = broken.stream().sorted().toList();
    certs = new TreeMap<>(certs);
  }

  /// How mixes are laid out, and the seeds that put them there (TO-1 to TO-4).
  public record Layering(Topology topology, int layers, Fixed32 seed, Optional<Fixed32> nextSeed) {}

  /// The relay of that id.
  public Optional<ConsensusRelay> relay(RelayId id) {
    return relays.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.Consensus.newBuilder()
            .setSchema(SCHEMA)
            .setEpoch(epoch)
            .setMethod(method)
            .setRootVersion(rootVersion)
            .setValidAfter(WireValue.seconds(validAfter))
            .setFreshUntil(WireValue.seconds(freshUntil))
            .setValidUntil(WireValue.seconds(validUntil))
            .setPrev(WireValue.bytes(prev))
            .addAllVotes(seen(votes))
            .addAllMissing(WireValue.sorted(missing))
            .addAllParams(paramsToWire())
            .setTopology(layering.topology().code())
            .setLayers(layering.layers())
            .setLayerSeed(WireValue.bytes(layering.seed()))
            .setNextLayerSeed(WireValue.bytes(layering.nextSeed()))
            .setSrv(WireValue.bytes(srv))
            .addAllSrvCommits(seen(srvCommits))
            .setExitAsMix(exitAsMix)
            .addAllParts(parts.stream().map(TablePart::toWire).toList())
            .addAllRelays(relays.stream().map(ConsensusRelay::toWire).toList())
            .addAllBroken(broken.stream().map(IndexPair::toWire).toList())
            .addAllCerts(certsToWire())
            .setGeometry(WireValue.bytes(geometry))
            .build());
  }

  public static Checked<Consensus> decode(byte[] payload) {
    return Canonical.read(
            Wire.Consensus.getDefaultInstance(), payload, DocumentKind.CONSENSUS.maxBytes())
        .map(Consensus::fromWire);
  }

  private List<Wire.Param> paramsToWire() {
    List<Wire.Param> all = new ArrayList<>();
    params.forEach(
        (name, value) -> all.add(Wire.Param.newBuilder().setName(name).setValue(value).build()));
    return all;
  }

  private List<Wire.CertSeen> certsToWire() {
    List<Wire.CertSeen> all = new ArrayList<>();
    certs.forEach(
        (id, serial) ->
            all.add(
                Wire.CertSeen.newBuilder()
                    .setAuthority(WireValue.bytes(id))
                    .setSerial(serial)
                    .build()));
    return all;
  }

  private static List<Wire.Seen> seen(Map<Fixed32, Fixed32> digests) {
    List<Wire.Seen> all = new ArrayList<>();
    digests.forEach(
        (id, digest) ->
            all.add(
                Wire.Seen.newBuilder()
                    .setAuthority(WireValue.bytes(id))
                    .setDigest(WireValue.bytes(digest))
                    .build()));
    return all;
  }

  private static NavigableMap<Fixed32, Fixed32> seen(List<Wire.Seen> all) {
    NavigableMap<Fixed32, Fixed32> digests = new TreeMap<>();
    all.forEach(
        s -> digests.put(WireValue.fixed32(s.getAuthority()), WireValue.fixed32(s.getDigest())));
    return digests;
  }

  private static Consensus fromWire(Wire.Consensus wire) {
    NavigableMap<String, Long> params = new TreeMap<>();
    wire.getParamsList().forEach(p -> params.put(p.getName(), p.getValue()));
    NavigableMap<Fixed32, Long> certs = new TreeMap<>();
    wire.getCertsList().forEach(c -> certs.put(WireValue.fixed32(c.getAuthority()), c.getSerial()));
    return new Consensus(
        wire.getEpoch(),
        wire.getMethod(),
        wire.getRootVersion(),
        WireValue.instant(wire.getValidAfter()),
        WireValue.instant(wire.getFreshUntil()),
        WireValue.instant(wire.getValidUntil()),
        WireValue.optional(wire.getPrev()),
        seen(wire.getVotesList()),
        WireValue.fixed32s(wire.getMissingList()),
        params,
        new Layering(
            wire.getTopology() == 0 ? Topology.FREE_ROUTE : Topology.STRATIFIED,
            wire.getLayers(),
            WireValue.fixed32(wire.getLayerSeed()),
            WireValue.optional(wire.getNextLayerSeed())),
        WireValue.fixed32(wire.getSrv()),
        seen(wire.getSrvCommitsList()),
        wire.getExitAsMix(),
        wire.getPartsList().stream().map(TablePart::fromWire).toList(),
        wire.getRelaysList().stream().map(ConsensusRelay::fromWire).toList(),
        wire.getBrokenList().stream().map(IndexPair::fromWire).toList(),
        certs,
        WireValue.fixed32(wire.getGeometry()));
  }
}
