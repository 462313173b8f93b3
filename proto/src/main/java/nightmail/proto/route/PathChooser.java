// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Draws the path of one packet (`docs/spec/directory.md` §11, PS-3 to PS-12).
///
/// The times of arrival follow from the start and the delays, so the key epoch of every hop is
/// known before a relay is drawn; who has no key for it is no candidate. Positions are drawn in
/// order, by weight. One that offends a rule is drawn again, at most 64 times; then the rest that
/// fits is listed and drawn from, which gives the same distribution and always ends. If nothing
/// fits, the whole path starts anew, at most 16 times; then soft rules are dropped one after the
/// other unless the network is strict. Fewer relays, a repeat or a shared family: never.
///
/// Remembers the candidates of the view it saw last. Owned by one thread.
public final class PathChooser {
  /// Key tables change under one digest when the next one is fetched, so the view itself counts.
  private Optional<View> cachedFor = Optional.empty();

  private final NavigableMap<PathPosition, Candidates> cache = new TreeMap<>();

  /// A path for `request` by `view`; `random` decides everything else, so one seed gives one path.
  public PathChoice choose(View view, PathRequest request, RandomGenerator random) {
    if (request.startTime().isAfter(view.staleUntil())) {
      return new PathChoice.NoPath(PathRefusal.STALE);
    }
    Optional<RelayEntry> exit = view.relay(request.exit());
    List<Long> keyEpochs = keyEpochs(view, request);
    Optional<PathRefusal> refusal = refusalOfExit(view, request, exit, keyEpochs);
    if (refusal.isPresent() || exit.isEmpty()) {
      return new PathChoice.NoPath(refusal.orElse(PathRefusal.EXIT_DOWN));
    }
    if (cachedFor.isEmpty() || cachedFor.get() != view) {
      cache.clear();
      cachedFor = Optional.of(view);
    }
    return new PathDraft(view, request, exit.get(), keyEpochs, this::candidates, random).path();
  }

  private static Optional<PathRefusal> refusalOfExit(
      View view, PathRequest request, Optional<RelayEntry> exit, List<Long> keyEpochs) {
    if (exit.isEmpty()) {
      return Optional.of(PathRefusal.EXIT_DOWN);
    }
    if (view.key(request.exit(), keyEpochs.getLast()).isEmpty()) {
      return Optional.of(PathRefusal.EXIT_KEY);
    }
    return request.objectKib() > exit.get().maxObjectKib()
        ? Optional.of(PathRefusal.TOO_BIG)
        : Optional.empty();
  }

  /// PS-5: the key epoch of every hop by its predicted arrival.
  private static List<Long> keyEpochs(View view, PathRequest request) {
    long linkMillis = view.parameters().linkMillis();
    List<Long> epochs = new ArrayList<>();
    Instant arrival = request.startTime();
    for (long delayMillis : request.delaysMillis()) {
      arrival = arrival.plusMillis(linkMillis);
      epochs.add(view.keyEpochs().forArrival(arrival));
      arrival = arrival.plusMillis(delayMillis);
    }
    return epochs;
  }

  private Candidates candidates(PathPosition position) {
    return cache.computeIfAbsent(position, p -> p.candidates(cachedFor.orElseThrow()));
  }
}
