// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nightmail.proto.document.Topology;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.RelayId;

/// One path in the making: positions, redraws and dropped rules for a single request.
final class PathDraft {
  /// Past this many redraws the fitting candidates are listed instead.
  private static final int REDRAWS = 64;

  /// Past this many dead ends a soft rule is dropped, or there is no path.
  private static final int STARTS = 16;

  private final View view;
  private final PathRequest request;
  private final RelayEntry exit;
  private final Optional<RelayEntry> sender;
  private final List<Long> keyEpochs;
  private final Function<PathPosition, Candidates> candidates;
  private final RandomGenerator random;

  PathDraft(
      View view,
      PathRequest request,
      RelayEntry exit,
      List<Long> keyEpochs,
      Function<PathPosition, Candidates> candidates,
      RandomGenerator random) {
    this.view = view;
    this.request = request;
    this.exit = exit;
    this.sender = request.isLoop() ? Optional.empty() : view.relay(request.sender());
    this.keyEpochs = keyEpochs;
    this.candidates = candidates;
    this.random = random;
  }

  PathChoice path() {
    Optional<PathRefusal> empty = emptyPosition();
    if (empty.isPresent()) {
      return new PathChoice.NoPath(empty.get());
    }
    PathRules rules = PathRules.strict(view);
    if (!endsFit(rules)) {
      return new PathChoice.NoPath(PathRefusal.CONSTRAINTS);
    }
    Optional<List<RelayEntry>> mixes = mixes(rules);
    if (mixes.isEmpty() && !view.parameters().isOn(Parameter.PATH_STRICT)) {
      for (Relaxation rule : Relaxation.values()) {
        if (mixes.isEmpty() && rules.allowsDropping(rule)) {
          rules = rules.without(rule);
          mixes = mixes(rules);
        }
      }
    }
    return mixes.map(this::asPath).orElseGet(() -> new PathChoice.NoPath(PathRefusal.CONSTRAINTS));
  }

  private Optional<PathRefusal> emptyPosition() {
    for (int i = 0; i < request.mixes(); i++) {
      if (candidates.apply(position(i)).isEmpty()) {
        return Optional.of(
            position(i).usable(view).isEmpty() ? PathRefusal.LAYER_EMPTY : PathRefusal.NO_KEY);
      }
    }
    return Optional.empty();
  }

  /// Nobody chose the pair of ends if the exit serves the domain; else they follow the rules too.
  private boolean endsFit(PathRules rules) {
    return request.servesDomain() || sender.isEmpty() || rules.allow(sender.get(), exit);
  }

  private PathPosition position(int index) {
    int layer = view.topology() == Topology.STRATIFIED ? index + 1 : 0;
    return new PathPosition(
        layer, index == 0 || index == request.mixes() - 1, keyEpochs.get(index));
  }

  private Optional<List<RelayEntry>> mixes(PathRules rules) {
    for (int start = 0; start < STARTS; start++) {
      List<RelayEntry> mixes = new ArrayList<>();
      for (int i = 0; i < request.mixes(); i++) {
        Optional<RelayEntry> mix = mix(i, mixes, rules);
        if (mix.isEmpty()) {
          break;
        }
        mixes.add(mix.get());
      }
      if (mixes.size() == request.mixes()) {
        return Optional.of(mixes);
      }
      if (mixes.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<RelayEntry> mix(int index, List<RelayEntry> before, PathRules rules) {
    Candidates drawnFrom = drawnFrom(index);
    for (int redraw = 0; redraw <= REDRAWS && !drawnFrom.isEmpty(); redraw++) {
      RelayEntry drawn = drawnFrom.draw(random);
      if (fits(drawn, index, before, rules)) {
        return Optional.of(drawn);
      }
    }
    Candidates fitting = drawnFrom.only(r -> fits(r, index, before, rules));
    return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.draw(random));
  }

  /// PS-3: at the sticky position the sender's own set, uniformly; elsewhere all, by weight.
  private Candidates drawnFrom(int index) {
    Candidates all = candidates.apply(position(index));
    if (request.sticky().isEmpty() || index != stickyIndex()) {
      return all;
    }
    List<RelayId> members =
        request.sticky().get().members().stream().map(StickySet.Member::relay).toList();
    return Candidates.of(all.only(r -> members.contains(r.id())).relays(), r -> 1);
  }

  private int stickyIndex() {
    return Math.min(view.parameters().count(Parameter.STICKY_POSITION), request.mixes()) - 1;
  }

  private boolean fits(RelayEntry mix, int index, List<RelayEntry> before, PathRules rules) {
    return !mix.id().equals(request.sender())
        && rules.allow(mix, exit)
        && sender.stream().allMatch(s -> rules.allow(mix, s))
        && before.stream().allMatch(b -> rules.allow(mix, b))
        && linksFit(mix, index, before, rules);
  }

  private boolean linksFit(RelayEntry mix, int index, List<RelayEntry> before, PathRules rules) {
    Optional<RelayEntry> previous =
        index > 0 ? Optional.of(before.get(index - 1)) : view.relay(request.sender());
    return previous.stream().allMatch(p -> rules.allowLink(p, mix))
        && (index < request.mixes() - 1 || rules.allowLink(mix, exit));
  }

  private PathChoice asPath(List<RelayEntry> mixes) {
    List<RelayEntry> relays = new ArrayList<>(mixes);
    relays.add(exit);
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < relays.size(); i++) {
      RelayKey key = view.key(relays.get(i).id(), keyEpochs.get(i)).orElseThrow();
      hops.add(new Hop(relays.get(i).id(), key.key(), key.hint(), request.delaysMillis().get(i)));
    }
    return new PathChoice.Path(hops, relaxed(mixes));
  }

  private Set<Relaxation> relaxed(List<RelayEntry> mixes) {
    PathRules rules = PathRules.strict(view);
    EnumSet<Relaxation> relaxed = EnumSet.noneOf(Relaxation.class);
    for (int i = 0; i < mixes.size(); i++) {
      RelayEntry mix = mixes.get(i);
      relaxed.addAll(rules.broken(mix, exit));
      sender.ifPresent(s -> relaxed.addAll(rules.broken(mix, s)));
      mixes.subList(0, i).forEach(b -> relaxed.addAll(rules.broken(mix, b)));
    }
    return Collections.unmodifiableSet(relaxed);
  }
}
