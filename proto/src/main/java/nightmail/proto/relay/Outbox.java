// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightmail.proto.packet.DropReason;
import nightmail.proto.time.Now;

/// The moment of the current step and the effects it has produced so far.
///
/// Owned by the relay core thread.
final class Outbox {
  private Now now = new Now(Instant.EPOCH, 0);
  private List<Effect> effects = new ArrayList<>();

  void begin(Now moment) {
    now = moment;
    effects = new ArrayList<>();
  }

  List<Effect> finish() {
    return effects;
  }

  void put(Effect effect) {
    effects.add(effect);
  }

  void drop(DropReason reason) {
    effects.add(new Effect.Drop(reason));
  }

  void count(Tally tally) {
    effects.add(new Effect.Count(tally));
  }

  Instant wall() {
    return now.wall();
  }

  long nanos() {
    return now.monotonicNanos();
  }

  /// The wall time that the monotonic moment `atNanos` will have.
  Instant wallAt(long atNanos) {
    return now.wall().plusNanos(atNanos - now.monotonicNanos());
  }

  /// The monotonic moment `delay` from now.
  long after(Duration delay) {
    return now.monotonicNanos() + delay.toNanos();
  }

  long afterMillis(long delayMillis) {
    return now.monotonicNanos() + delayMillis * 1_000_000L;
  }
}
