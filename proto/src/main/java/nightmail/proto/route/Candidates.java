// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// Relays with integer weights, and draws among them.
///
/// Safe for any thread.
final class Candidates {
  private final List<RelayEntry> relays;

  /// `cumulated[i]` is the sum of weights 0 to i; ascending, below 2⁶³.
  private final long[] cumulated;

  private Candidates(List<RelayEntry> relays, long[] cumulated) {
    this.relays = relays;
    this.cumulated = cumulated;
  }

  /// Those of `relays` with a weight above 0, in their order.
  static Candidates of(List<RelayEntry> relays, ToLongFunction<RelayEntry> weight) {
    List<RelayEntry> kept = relays.stream().filter(r -> weight.applyAsLong(r) > 0).toList();
    long[] cumulated = new long[kept.size()];
    long sum = 0;
    for (int i = 0; i < cumulated.length; i++) {
      sum = Math.addExact(sum, weight.applyAsLong(kept.get(i)));
      cumulated[i] = sum;
    }
    return new Candidates(kept, cumulated);
  }

  boolean isEmpty() {
    return relays.isEmpty();
  }

  List<RelayEntry> relays() {
    return relays;
  }

  /// One relay, by weight; there must be one.
  RelayEntry draw(RandomGenerator random) {
    long point = UnbiasedDraw.below(cumulated[cumulated.length - 1], random);
    int found = Arrays.binarySearch(cumulated, point + 1);
    return relays.get(found >= 0 ? found : -found - 1);
  }

  /// Those that `fits` keeps, weights unchanged: drawing from it is what drawing from all and
  /// rejecting would give.
  Candidates only(Predicate<RelayEntry> fits) {
    List<RelayEntry> kept = new ArrayList<>();
    long[] sums = new long[relays.size()];
    long sum = 0;
    for (int i = 0; i < relays.size(); i++) {
      if (fits.test(relays.get(i))) {
        sum += cumulated[i] - (i == 0 ? 0 : cumulated[i - 1]);
        sums[kept.size()] = sum;
        kept.add(relays.get(i));
      }
    }
    return new Candidates(List.copyOf(kept), Arrays.copyOf(sums, kept.size()));
  }
}
