// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightmail.proto.mix.PoissonMoments;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.LocalId;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.View;
import org.jspecify.annotations.Nullable;

/// The moments at which a relay sends what it made itself: its loops, and a gateway's sender slots,
/// which carry mail, a poll or a loop (M-6, M-8).
///
/// Owned by the relay core thread.
final class Cover {
  /// A loop later than this after its predicted return is late (M-10).
  private static final long LATE_MILLIS = 10_000;

  private final RelaySettings settings;
  private final Entropy entropy;
  private final Outbox outbox;
  private final Timers timers;
  private final Ways ways;
  private final Sealer sealer;
  private final Letters letters;
  private final Map<LocalId, Long> loops = new LinkedHashMap<>();
  private @Nullable View view;

  Cover(
      RelaySettings settings,
      Entropy entropy,
      Outbox outbox,
      Timers timers,
      Ways ways,
      Sealer sealer,
      Letters letters) {
    this.settings = settings;
    this.entropy = entropy;
    this.outbox = outbox;
    this.timers = timers;
    this.ways = ways;
    this.sealer = sealer;
    this.letters = letters;
  }

  /// Moments begin with the first view.
  void view(View accepted) {
    boolean first = view == null;
    view = accepted;
    if (first) {
      nextLoop();
      if (settings.gateway()) {
        nextSlot();
      }
    }
  }

  boolean expects(LocalId id) {
    return loops.containsKey(id);
  }

  private void nextSlot() {
    PoissonMoments slots =
        PoissonMoments.slots(parameters().value(Parameter.SLOT_MEAN_MS), settings.rateClass());
    timers.at(
        outbox.nanos() + slots.nextGapNanos(entropy.slot()),
        () -> {
          nextSlot();
          if (!letters.fill(sendNanos())) {
            loop();
          }
        });
  }

  private void nextLoop() {
    Optional<PoissonMoments> moments =
        PoissonMoments.loops(parameters().count(Parameter.LOOP_PER_HOUR));
    moments.ifPresent(
        poisson ->
            timers.at(
                outbox.nanos() + poisson.nextGapNanos(entropy.slot()),
                () -> {
                  nextLoop();
                  loop();
                }));
  }

  private long sendNanos() {
    return outbox.afterMillis(Sealer.SEAL_MILLIS);
  }

  private void loop() {
    long sendNanos = sendNanos();
    Optional<Way> way = ways.out(settings.self(), outbox.wallAt(sendNanos));
    if (way.isEmpty()) {
      return;
    }
    LocalId id = LocalId.draw(entropy.name());
    long dueNanos = sendNanos + way.get().travelMillis() * 1_000_000L;
    loops.put(id, dueNanos);
    long slackMillis = parameters().value(Parameter.CUSTODY_SLACK_MS);
    timers.at(dueNanos + slackMillis * 1_000_000L, () -> overdue(id));
    Making making =
        new Making(way.get().hops(), new Ending.Loop(id), new Contents.Noise(), List.of());
    sealer.seal(making, sendNanos, surbs -> {});
  }

  void returned(LocalId id) {
    Long dueNanos = loops.remove(id);
    if (dueNanos != null) {
      boolean late = outbox.nanos() - dueNanos > LATE_MILLIS * 1_000_000L;
      outbox.count(late ? Tally.LOOP_LATE : Tally.LOOP_RETURNED);
    }
  }

  private void overdue(LocalId id) {
    if (loops.remove(id) != null) {
      outbox.count(Tally.LOOP_LOST);
    }
  }

  private Parameters parameters() {
    View current = view;
    return current == null ? Parameters.standard(settings.profile()) : current.parameters();
  }
}
