// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Consensus.Layering;
import nightmail.proto.document.Topology;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;

/// Free route or layers, and who is in which (TO-1 to TO-4).
final class LayerPlan {
  private static final byte[] LABEL = "nightmail-layer-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SEED_KEY_EPOCHS = 7;

  /// TO-3: a layer with less of all weight than this ends the layers until the next key epoch.
  private static final int LEAST_WEIGHT_PERCENT = 20;

  private final Ballot ballot;
  private final Fixed32 srv;
  private final int layers;

  LayerPlan(Ballot ballot, Fixed32 srv) {
    this.ballot = ballot;
    this.srv = srv;
    this.layers = ballot.parameters().pathRelays() - 1;
  }

  /// TO-1: 1 + SHA-256("nightmail-layer-v1" ‖ 00 ‖ seed ‖ id) mod layers; independent of all
  /// others.
  static int layer(Fixed32 seed, RelayId relay, int layers) {
    Fixed32 hash = Sha256.of(LABEL, seed.toBytes(), relay.value().toBytes());
    return 1 + new BigInteger(1, hash.toBytes()).mod(BigInteger.valueOf(layers)).intValue();
  }

  /// The decision for this epoch; `usable` are the mixes that count (TO-5).
  Layering layering(List<Candidate> usable, RelayWeights weights) {
    Fixed32 seed = seed();
    boolean stratified =
        ballot.isFirstOfKeyEpoch() ? mayEnter(usable, seed) : mayStay(usable, seed, weights);
    return new Layering(
        stratified ? Topology.STRATIFIED : Topology.FREE_ROUTE, layers, seed, nextSeed());
  }

  private Fixed32 seed() {
    Optional<Layering> before = ballot.previous().map(p -> p.consensus().layering());
    if (before.isEmpty()) {
      return srv;
    }
    boolean turn = ballot.isFirstOfKeyEpoch() && ballot.keyEpoch() % SEED_KEY_EPOCHS == 0;
    return turn ? before.get().nextSeed().orElse(before.get().seed()) : before.get().seed();
  }

  private Optional<Fixed32> nextSeed() {
    long day = ballot.keyEpoch() % SEED_KEY_EPOCHS;
    Optional<Fixed32> before = ballot.previous().flatMap(p -> p.consensus().layering().nextSeed());
    if (day == SEED_KEY_EPOCHS - 1) {
      return ballot.isFirstOfKeyEpoch() ? Optional.of(srv) : before;
    }
    return Optional.empty();
  }

  private boolean mayEnter(List<Candidate> usable, Fixed32 seed) {
    for (List<Candidate> layer : byLayer(usable, seed)) {
      if (layer.size() < ballot.parameters().count(Parameter.LAYER_ENTER)
          || families(layer) < ballot.parameters().count(Parameter.LAYER_FAMILIES)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayStay(List<Candidate> usable, Fixed32 seed, RelayWeights weights) {
    Topology before =
        ballot.previous().map(p -> p.consensus().layering().topology()).orElse(Topology.FREE_ROUTE);
    if (before == Topology.FREE_ROUTE) {
      return false;
    }
    long total = weight(usable, weights);
    for (List<Candidate> layer : byLayer(usable, seed)) {
      if (layer.size() < ballot.parameters().count(Parameter.LAYER_STAY)
          || weight(layer, weights) * 100 < total * LEAST_WEIGHT_PERCENT) {
        return false;
      }
    }
    return true;
  }

  private List<List<Candidate>> byLayer(List<Candidate> usable, Fixed32 seed) {
    List<List<Candidate>> all = new ArrayList<>();
    for (int layer = 1; layer <= layers; layer++) {
      int wanted = layer;
      all.add(usable.stream().filter(c -> layer(seed, c.id(), layers) == wanted).toList());
    }
    return all;
  }

  /// A relay without a family is its own.
  private static long families(List<Candidate> layer) {
    NavigableSet<String> names = new TreeSet<>();
    for (Candidate candidate : layer) {
      if (candidate.record().families().isEmpty()) {
        names.add("relay " + candidate.id().value().hex());
      }
      candidate.record().families().forEach(f -> names.add(f.familyId().hex()));
    }
    return names.size();
  }

  private static long weight(List<Candidate> mixes, RelayWeights weights) {
    return mixes.stream().mapToLong(c -> weights.beforeCaps(c.id())).sum();
  }
}
