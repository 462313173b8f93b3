// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import nightmail.proto.document.RelayFlag;

/// Where a mix is wanted: its layer (0: any), whether at an end of the path, and the key epoch.
record PathPosition(int layer, boolean atEnd, long keyEpoch) implements Comparable<PathPosition> {
  Candidates candidates(View view) {
    return usable(view).only(r -> view.key(r.id(), keyEpoch).isPresent());
  }

  Candidates usable(View view) {
    return Candidates.of(view.relays(), r -> weight(view, r));
  }

  private long weight(View view, RelayEntry relay) {
    if (!relay.isUsableMix()
        || (layer != 0 && relay.layer() != layer)
        || (atEnd && relay.has(RelayFlag.MIDDLE_ONLY))) {
      return 0;
    }
    return relay.has(RelayFlag.OPEN_EXIT)
        ? relay.weight() * view.header().exitAsMix() / 10_000
        : relay.weight();
  }

  @Override
  public int compareTo(PathPosition other) {
    int order = Integer.compare(layer, other.layer);
    order = order != 0 ? order : Boolean.compare(atEnd, other.atEnd);
    return order != 0 ? order : Long.compare(keyEpoch, other.keyEpoch);
  }
}
