// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.ConsensusRelay;
import nightmail.proto.document.IndexPair;
import nightmail.proto.document.Root;
import nightmail.proto.document.WeightScale;
import nightmail.proto.route.DomainTable;
import nightmail.proto.route.KeyTable;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.RelayEntry;
import nightmail.proto.route.RelayKey;
import nightmail.proto.route.RelayPair;
import nightmail.proto.route.View;
import nightmail.proto.route.ViewHeader;
import nightmail.proto.time.KeyEpochs;

/// Puts a verified consensus and its tables together as a view.
final class ViewAssembly {
  private static final Fixed32 NO_PIN = Fixed32.of(new byte[Fixed32.BYTES]);

  private final Fixed32 networkId;
  private final Root root;
  private final Parameters parameters;

  ViewAssembly(Fixed32 networkId, Root root, Parameters parameters) {
    this.networkId = networkId;
    this.root = root;
    this.parameters = parameters;
  }

  View view(
      Consensus consensus, Fixed32 digest, Instant staleUntil, KeyTable keys, DomainTable domains) {
    long keyEpoch = root.keyEpochAt(consensus.validAfter());
    return View.of(
        header(consensus, digest, staleUntil),
        consensus.relays().stream().map(r -> entry(r, keys, keyEpoch)).toList(),
        keys,
        domains,
        broken(consensus));
  }

  private ViewHeader header(Consensus consensus, Fixed32 digest, Instant staleUntil) {
    return new ViewHeader(
        networkId,
        root.profile(),
        digest,
        consensus.epoch(),
        consensus.validAfter(),
        consensus.freshUntil(),
        consensus.validUntil(),
        staleUntil,
        new KeyEpochs(
            root.start(),
            root.firstKeyEpoch(),
            root.mixKeyLength(),
            parameters.duration(Parameter.MIXKEY_EARLY_MS),
            parameters.duration(Parameter.MIXKEY_LATE_MS),
            parameters.duration(Parameter.MIXKEY_GUARD_MS)),
        parameters,
        consensus.layering().topology(),
        consensus.layering().layers(),
        consensus.exitAsMix());
  }

  private static RelayEntry entry(ConsensusRelay relay, KeyTable keys, long keyEpoch) {
    return new RelayEntry(
        relay.id(),
        relay.descriptor(),
        relay.flags(),
        WeightScale.value(relay.weightField()),
        relay.layer(),
        relay.host(),
        relay.addresses(),
        relay.families(),
        relay.asn(),
        relay.org(),
        relay.protoMin(),
        relay.protoMax(),
        relay.maxObjectKib(),
        relay.exitPolicy(),
        relay.mirrorUrl(),
        keys.key(relay.id(), keyEpoch).map(RelayKey::linkPin).orElse(NO_PIN));
  }

  private static NavigableSet<RelayPair> broken(Consensus consensus) {
    NavigableSet<RelayPair> pairs = new TreeSet<>();
    for (IndexPair pair : consensus.broken()) {
      pairs.add(
          new RelayPair(
              consensus.relays().get(pair.from()).id(), consensus.relays().get(pair.to()).id()));
    }
    return pairs;
  }
}
