// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import nightmail.proto.time.KeyEpochs;

/// Which mix keys a relay has to make or to destroy at a moment (`docs/spec/replay.md` KF-2, KF-3;
/// `docs/spec/directory.md` TK-2 to TK-4).
///
/// A relay has the keys of the current and the next key epoch, and from 3 consensus epochs before
/// the next one begins also the key after it; at its first start it so makes two at once. A key
/// whose folder was retired is made again with the next generation, up to [#MAX_GENERATION]; beyond
/// that the relay has none for this epoch. Keys of past epochs are never made, since they would not
/// be published. Destroyed is what nobody accepts any more, by the local clock **and** by a time
/// that was proven, so that a clock that jumps destroys nothing.
///
/// @param make in ascending order
/// @param destroy in ascending order, retired ones too
public record KeyPlan(List<Name> make, List<Name> destroy) {
  /// TK-4: beyond it an epoch goes without a key of this relay.
  public static final int MAX_GENERATION = 3;

  private static final int LEAD_EPOCHS = 3;

  /// A mix key of one relay. Each names one key for ever.
  public record Name(long keyEpoch, int generation) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byEpoch = Long.compare(keyEpoch, other.keyEpoch);
      return byEpoch != 0 ? byEpoch : Integer.compare(generation, other.generation);
    }
  }

  /// A key that is on disk, or was.
  ///
  /// @param live `false` once it was retired
  public record Held(Name name, boolean live) {}

  public KeyPlan {
    make = List.copyOf(make);
    destroy = List.copyOf(destroy);
  }

  /// @param consensusEpoch length of a consensus epoch
  /// @param held all that is known, in any order
  /// @param now by the local clock
  /// @param proven what a verified consensus, or monotonic time since one, says it is at least
  public static KeyPlan at(
      KeyEpochs epochs, Duration consensusEpoch, List<Held> held, Instant now, Instant proven) {
    List<Name> make = new ArrayList<>();
    for (long keyEpoch : wanted(epochs, consensusEpoch, now)) {
      Name next = next(keyEpoch, held);
      if (!hasLive(keyEpoch, held) && next.generation() <= MAX_GENERATION) {
        make.add(next);
      }
    }
    Instant safe = now.isBefore(proven) ? now : proven;
    List<Name> destroy =
        held.stream()
            .map(Held::name)
            .filter(name -> !safe.isBefore(epochs.acceptUntil(name.keyEpoch())))
            .sorted()
            .toList();
    return new KeyPlan(make, destroy);
  }

  private static NavigableSet<Long> wanted(KeyEpochs epochs, Duration consensusEpoch, Instant now) {
    long current = epochs.at(now);
    NavigableSet<Long> wanted = new TreeSet<>(List.of(current, current + 1));
    Instant lead = epochs.beginOf(current + 1).minus(consensusEpoch.multipliedBy(LEAD_EPOCHS));
    if (!now.isBefore(lead)) {
      wanted.add(current + 2);
    }
    return wanted;
  }

  private static boolean hasLive(long keyEpoch, List<Held> held) {
    return held.stream().anyMatch(each -> each.live() && each.name().keyEpoch() == keyEpoch);
  }

  private static Name next(long keyEpoch, List<Held> held) {
    int last =
        held.stream()
            .filter(each -> each.name().keyEpoch() == keyEpoch)
            .mapToInt(each -> each.name().generation())
            .max()
            .orElse(-1);
    return new Name(keyEpoch, last + 1);
  }
}
