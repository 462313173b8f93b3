// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightmail.proto.document.Profile;
import nightmail.proto.mix.LoopAlarm;
import nightmail.proto.mix.LoopEnding;
import nightmail.proto.mix.LoopLedger;
import nightmail.proto.mix.PoissonMoments;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Hop;
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
  /// Loops on their way at once; further ones go uncounted.
  private static final int MAX_LOOPS = 65_536;

  private final RelaySettings settings;
  private final Entropy entropy;
  private final Outbox outbox;
  private final Timers timers;
  private final Ways ways;
  private final Sealer sealer;
  private final Letters letters;
  private final LoopLedger<LocalId> relayLoops = new LoopLedger<>(MAX_LOOPS);
  private final LoopLedger<LocalId> slotLoops = new LoopLedger<>(MAX_LOOPS);
  private @Nullable LoopAlarm alarm; // null before the first view
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

  private static Duration window(Profile profile) {
    return switch (profile) {
      case PRODUCTION -> Duration.ofHours(1);
      case TEST -> Duration.ofMinutes(1);
    };
  }

  /// Moments begin with the first view.
  void view(View accepted) {
    boolean first = view == null;
    view = accepted;
    if (first) {
      alarm = new LoopAlarm(window(settings.profile()).toNanos(), outbox.nanos());
      nextLoop();
      if (settings.gateway()) {
        nextSlot();
      }
    }
  }

  boolean expects(LocalId id) {
    return relayLoops.knows(id) || slotLoops.knows(id);
  }

  private void nextSlot() {
    PoissonMoments slots =
        PoissonMoments.slots(parameters().value(Parameter.SLOT_MEAN_MS), settings.rateClass());
    timers.at(
        outbox.nanos() + slots.nextGapNanos(entropy.slot()),
        () -> {
          nextSlot();
          if (!letters.fill(sendNanos(), isAlarmed())) {
            loop(slotLoops);
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
                  loop(relayLoops);
                }));
  }

  private long sendNanos() {
    return outbox.afterMillis(Sealer.SEAL_MILLIS);
  }

  private void loop(LoopLedger<LocalId> ledger) {
    long sendNanos = sendNanos();
    Optional<Way> way = ways.out(settings.self(), outbox.wallAt(sendNanos));
    if (way.isEmpty()) {
      return;
    }
    LocalId id = LocalId.draw(entropy.name());
    long predictedNanos = sendNanos + way.get().travelMillis() * 1_000_000L;
    long slackNanos = parameters().value(Parameter.CUSTODY_SLACK_MS) * 1_000_000L;
    ledger.sent(id, way.get().hops().stream().map(Hop::id).toList(), predictedNanos, slackNanos);
    timers.at(predictedNanos + slackNanos + 1, this::overdue);
    Making making =
        new Making(way.get().hops(), new Ending.Loop(id), new Contents.Noise(), List.of());
    sealer.seal(making, sendNanos, surbs -> {});
  }

  void returned(LocalId id) {
    ended(relayLoops.returned(id, outbox.nanos()), slotLoops.returned(id, outbox.nanos()));
  }

  /// A loop came home with a broken body.
  void tampered(LocalId id) {
    ended(relayLoops.tampered(id), slotLoops.tampered(id));
  }

  private void overdue() {
    relayLoops.expire(outbox.nanos()).forEach(lost -> ended(Optional.of(lost), Optional.empty()));
    slotLoops.expire(outbox.nanos()).forEach(lost -> ended(Optional.empty(), Optional.of(lost)));
  }

  /// Only the relay's own loops speak to the alarm, whatever the rate class.
  private void ended(Optional<LoopLedger.Ended> ofRelay, Optional<LoopLedger.Ended> ofSlot) {
    ofRelay.or(() -> ofSlot).ifPresent(ended -> outbox.count(tally(ended.ending())));
    ofRelay.ifPresent(ended -> tell(ended.ending()));
  }

  private void tell(LoopEnding ending) {
    LoopAlarm told = alarm;
    if (told != null) {
      boolean before = told.isRaised();
      told.ended(ending, outbox.nanos());
      if (told.isRaised() && !before) {
        outbox.count(Tally.LOOP_ALARM);
      }
    }
  }

  /// Whether loops are being lost, so that no mail should leave (M-11).
  private boolean isAlarmed() {
    LoopAlarm asked = alarm;
    return asked != null && asked.isRaised();
  }

  private static Tally tally(LoopEnding ending) {
    return switch (ending) {
      case RETURNED -> Tally.LOOP_RETURNED;
      case LATE -> Tally.LOOP_LATE;
      case LOST, TAMPERED -> Tally.LOOP_LOST;
    };
  }

  private Parameters parameters() {
    View current = view;
    return current == null ? Parameters.standard(settings.profile()) : current.parameters();
  }
}
