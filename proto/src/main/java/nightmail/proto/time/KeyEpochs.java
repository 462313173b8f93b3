// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.time;

import java.time.Duration;
import java.time.Instant;

/// When each mix key serves and how long it is accepted (`docs/spec/directory.md` §2, TK-2;
/// `docs/spec/packet.md` M-4).
///
/// Key epoch `k` spans `length` from `start + (k − firstEpoch) · length`; its key is accepted from
/// `early` before to `late` after that span. `guard` keeps a sender away from the edge.
public record KeyEpochs(
    Instant start,
    long firstEpoch,
    Duration length,
    Duration early,
    Duration late,
    Duration guard) {

  /// The key epoch that `moment` lies in; `firstEpoch` before the start.
  public long at(Instant moment) {
    long elapsedMillis = Duration.between(start, moment).toMillis();
    return firstEpoch + Math.max(0, Math.floorDiv(elapsedMillis, length.toMillis()));
  }

  /// The key epoch a sender uses for a hop where the packet arrives at `arrival` (M-4).
  public long forArrival(Instant arrival) {
    return at(arrival.plus(early).minus(guard));
  }

  public Instant beginOf(long keyEpoch) {
    return start.plus(length.multipliedBy(keyEpoch - firstEpoch));
  }

  public Instant acceptFrom(long keyEpoch) {
    return beginOf(keyEpoch).minus(early);
  }

  public Instant acceptUntil(long keyEpoch) {
    return beginOf(keyEpoch + 1).plus(late);
  }

  /// Whether a packet under this key is accepted at `now`: `[acceptFrom, acceptUntil)`.
  public boolean accepts(long keyEpoch, Instant now) {
    return !now.isBefore(acceptFrom(keyEpoch)) && now.isBefore(acceptUntil(keyEpoch));
  }
}
