// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.util.List;
import java.util.Optional;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.ConsensusRelay;
import nightmail.proto.document.IndexPair;
import nightmail.proto.document.Root;
import nightmail.proto.document.TablePart;
import nightmail.proto.document.TablePart.Table;
import nightmail.proto.document.Topology;
import nightmail.proto.packet.Geometry;
import nightmail.proto.route.Parameter;

/// What must hold inside a consensus whose signatures hold (AC-6, AC-10, AC-11): its parts fit each
/// other, the root, and this build.
final class ConsensusContent {
  /// The one method of this build.
  static final int METHOD = 1;

  /// What this build is, against `min_client` of the root.
  static final int CLIENT = 1;

  private ConsensusContent() {}

  /// The first rule that is broken, with the field; empty if none is.
  static Optional<Broken> broken(Root root, Consensus consensus) {
    if (!timesFollow(root, consensus)) {
      return Optional.of(new Broken(AcceptanceRule.TIME, "valid_after"));
    }
    if (consensus.method() != METHOD || root.minClient() > CLIENT) {
      return Optional.of(new Broken(AcceptanceRule.METHOD, "method"));
    }
    if (!consensus.geometry().equals(Geometry.digest())) {
      return Optional.of(new Broken(AcceptanceRule.METHOD, "geometry"));
    }
    if (!lengthsAreOfRoot(root, consensus)) {
      return Optional.of(new Broken(AcceptanceRule.CONTENT, "params"));
    }
    if (!layersFit(consensus)) {
      return Optional.of(new Broken(AcceptanceRule.CONTENT, "layers"));
    }
    if (!pairsFit(consensus)) {
      return Optional.of(new Broken(AcceptanceRule.CONTENT, "broken"));
    }
    return partsFit(root, consensus)
        ? Optional.empty()
        : Optional.of(new Broken(AcceptanceRule.CONTENT, "parts"));
  }

  record Broken(AcceptanceRule rule, String where) {}

  private static boolean timesFollow(Root root, Consensus consensus) {
    return consensus.epoch() >= root.firstEpoch()
        && consensus.validAfter().equals(root.validAfter(consensus.epoch()))
        && consensus.freshUntil().equals(consensus.validAfter().plus(root.epochLength()))
        && consensus
            .validUntil()
            .equals(consensus.validAfter().plus(root.epochLength().multipliedBy(3)));
  }

  private static boolean lengthsAreOfRoot(Root root, Consensus consensus) {
    return carries(consensus, Parameter.EPOCH_LENGTH_S, root.epochLength().toSeconds())
        && carries(consensus, Parameter.MIXKEY_LENGTH_S, root.mixKeyLength().toSeconds());
  }

  private static boolean carries(Consensus consensus, Parameter parameter, long value) {
    return consensus.params().getOrDefault(parameter.label(), -1L) == value;
  }

  private static boolean layersFit(Consensus consensus) {
    int layers = consensus.layering().layers();
    if (consensus.layering().topology() == Topology.FREE_ROUTE) {
      return consensus.relays().stream().allMatch(r -> r.layer() == 0);
    }
    long[] weights = new long[layers + 1];
    for (ConsensusRelay relay : consensus.relays()) {
      if (relay.layer() < 1 || relay.layer() > layers) {
        return false;
      }
      weights[relay.layer()] += relay.weightField();
    }
    for (int layer = 1; layer <= layers; layer++) {
      if (weights[layer] == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean pairsFit(Consensus consensus) {
    int relays = consensus.relays().size();
    return consensus.broken().stream()
        .allMatch((IndexPair p) -> p.from() < relays && p.to() < relays && p.from() != p.to());
  }

  /// Tables of this key epoch and the next, numbered from 0 without a gap.
  private static boolean partsFit(Root root, Consensus consensus) {
    long keyEpoch = root.keyEpochAt(consensus.validAfter());
    List<TablePart> parts = consensus.parts();
    for (int i = 0; i < parts.size(); i++) {
      TablePart part = parts.get(i);
      boolean first =
          i == 0
              || parts.get(i - 1).table() != part.table()
              || parts.get(i - 1).keyEpoch() != part.keyEpoch();
      boolean rightEpoch =
          part.table() == Table.KEYS
              ? part.keyEpoch() == keyEpoch || part.keyEpoch() == keyEpoch + 1
              : part.keyEpoch() == 0;
      if (!rightEpoch || part.seq() != (first ? 0 : parts.get(i - 1).seq() + 1)) {
        return false;
      }
    }
    return true;
  }
}
