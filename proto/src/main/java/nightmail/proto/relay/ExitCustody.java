// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nightmail.proto.document.Profile;
import nightmail.proto.message.Answer;
import nightmail.proto.message.PartialSets;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Reassembly;
import nightmail.proto.message.Refusal;
import nightmail.proto.message.Token;
import nightmail.proto.mix.Delay;
import nightmail.proto.packet.DropReason;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.View;
import nightmail.proto.smtp.RecipientOutcome;
import org.jspecify.annotations.Nullable;

/// The recipient's side of custody: fragments become a message, the message goes to disk, and only
/// then the sender hears that it is safe (`docs/spec/custody.md`, XS-1 to XS-11).
///
/// Owned by the relay core thread.
final class ExitCustody {
  /// PARTIAL answers to one fragment that nobody asked for (XS-4).
  private static final int UNASKED_ANSWERS = 3;

  /// Room in an object for what is not message; beyond message size and this it is refused (LM-1).
  private static final int OBJECT_OVERHEAD_BYTES = 64 * 1024;

  private final RelaySettings settings;
  private final Entropy entropy;
  private final Outbox outbox;
  private final Timers timers;
  private final Workshop workshop;
  private final PartialSets sets;
  private final Answers answers;
  private final Map<Token, Arrival> arrivals = new LinkedHashMap<>();

  /// Tokens whose objects are being decoded.
  private final Set<Token> opening = new TreeSet<>();

  /// Messages that are being put on disk.
  private final Map<Token, ArrivedObject.Mail> landing = new LinkedHashMap<>();

  private final Map<Token, Timers.Timer> nacks = new LinkedHashMap<>();
  private @Nullable View view;

  ExitCustody(
      RelaySettings settings,
      Entropy entropy,
      Outbox outbox,
      Timers timers,
      Workshop workshop,
      PartialSets sets,
      Answers answers) {
    this.settings = settings;
    this.entropy = entropy;
    this.outbox = outbox;
    this.timers = timers;
    this.workshop = workshop;
    this.sets = sets;
    this.answers = answers;
  }

  void view(View accepted) {
    view = accepted;
  }

  /// A payload of a packet whose last hop this relay is.
  void arrived(byte[] payload) {
    Optional<Payload> parsed = Payload.decode(payload);
    if (parsed.isEmpty()) {
      outbox.drop(DropReason.FORMAT);
    } else if (!settings.gateway()) {
      outbox.drop(DropReason.EXIT_REFUSED);
    } else {
      arrived(parsed.get());
    }
  }

  private void arrived(Payload payload) {
    Token token = payload.token();
    answers.keep(token, payload.surbs(), outbox.afterMillis(value(Parameter.SURB_USE_WITHIN_MS)));
    Arrival known = arrivals.get(token);
    if (known != null) {
      repeated(known, payload);
    } else if (payload instanceof Payload.Fragment fragment) {
      collect(fragment);
    } else {
      polled(token);
    }
  }

  /// XS-6 and XS-7: the data of a known message is ignored, its state is told.
  private void repeated(Arrival known, Payload payload) {
    if (known.state == ArrivalState.REFUSED && payload instanceof Payload.Fragment) {
      outbox.drop(DropReason.EXIT_REFUSED);
    }
    if (!payload.surbs().isEmpty()) {
      answers.send(state(known));
    }
  }

  private static Answer state(Arrival known) {
    return switch (known.state) {
      case CUSTODY -> new Answer.Pending(known.token, known.sequence, known.records());
      case FINAL -> new Answer.Done(known.token, known.sequence, known.records());
      case REFUSED -> new Answer.Refused(known.token, known.sequence, reason(known));
    };
  }

  private static Refusal reason(Arrival known) {
    Refusal refusal = known.refusal;
    return refusal == null ? Refusal.POLICY : refusal;
  }

  /// XS-1 and XS-2.
  private void collect(Payload.Fragment fragment) {
    Token token = fragment.token();
    if (isLanding(token)) {
      return;
    }
    if (fragment.objectBytes() > settings.maxMessageOctets() + OBJECT_OVERHEAD_BYTES) {
      sets.remove(token);
      stopNack(token);
      refuse(token, Refusal.TOO_LARGE);
      return;
    }
    PartialSets.Offer offer = sets.offer(fragment, outbox.nanos());
    offer.discarded().forEach(this::stopNack);
    switch (offer.outcome()) {
      case CONFLICT -> outbox.drop(DropReason.FORMAT);
      case NO_ROOM -> outbox.drop(DropReason.FRAGMENT_EXPIRED);
      case NEW -> progressed(token);
      case NOTHING_NEW -> {
        // A CONTROL brings no data, but the means to ask for it.
        if (fragment instanceof Payload.Control) {
          armNack(token, UNASKED_ANSWERS);
        }
      }
    }
  }

  private void progressed(Token token) {
    boolean complete = sets.get(token).filter(Reassembly::isComplete).isPresent();
    if (!complete) {
      armNack(token, UNASKED_ANSWERS);
      return;
    }
    stopNack(token);
    opening.add(token);
    sets.remove(token)
        .ifPresent(
            set ->
                workshop.ask(
                    new Work.OpenObject(set),
                    Outcome.ObjectOpened.class,
                    done -> opened(token, done.object())));
  }

  private void polled(Token token) {
    if (isLanding(token)) {
      return;
    }
    Optional<Reassembly> set = sets.get(token);
    if (set.isPresent()) {
      answers.send(new Answer.Partial(token, set.get().held()));
    } else {
      answers.sendLast(new Answer.Unknown(token));
    }
  }

  /// Whether its fragments are complete and its answer is on the way.
  private boolean isLanding(Token token) {
    return opening.contains(token) || landing.containsKey(token);
  }

  /// XS-4: at most three unasked answers without progress.
  private void armNack(Token token, int left) {
    stopNack(token);
    if (left == 0) {
      return;
    }
    long least = value(Parameter.CUSTODY_NACK_MIN_MS);
    long spread = value(Parameter.CUSTODY_NACK_MAX_MS) - least;
    long wait = least + entropy.slot().nextLong(spread + 1);
    nacks.put(
        token,
        timers.at(
            outbox.afterMillis(wait),
            () -> {
              nacks.remove(token);
              sets.get(token)
                  .ifPresent(
                      set -> {
                        answers.send(new Answer.Partial(token, set.held()));
                        armNack(token, left - 1);
                      });
            }));
  }

  private void stopNack(Token token) {
    Timers.Timer running = nacks.remove(token);
    if (running != null) {
      running.cancel();
    }
  }

  private void opened(Token token, ArrivedObject object) {
    opening.remove(token);
    switch (object) {
      case ArrivedObject.Refused(Refusal reason) -> refuse(token, reason);
      case ArrivedObject.Mail mail -> {
        Optional<Refusal> refusal = refusal(mail);
        if (refusal.isPresent()) {
          refuse(token, refusal.get());
        } else {
          landing.put(token, mail);
          outbox.put(
              new Effect.KeepArrival(
                  token, mail.envelope(), mail.message(), mail.doNotDeliverAfter()));
        }
      }
    }
  }

  private Optional<Refusal> refusal(ArrivedObject.Mail mail) {
    boolean ours =
        mail.envelope().recipients().stream().allMatch(r -> settings.owns(r.path().domain()));
    if (!ours) {
      return Optional.of(Refusal.POLICY);
    }
    return mail.message().length > settings.maxMessageOctets()
        ? Optional.of(Refusal.TOO_LARGE)
        : Optional.empty();
  }

  /// XS-3.
  private void refuse(Token token, Refusal reason) {
    Arrival arrival = new Arrival(token, outbox.wall(), ArrivalState.REFUSED, 1);
    arrival.refusal = reason;
    arrivals.put(token, arrival);
    outbox.put(new Effect.KeepOutcome(token, ArrivalState.REFUSED, 1, List.of()));
  }

  /// XS-2, second half: on disk, so the sender may hear of it (CS-17).
  void kept(Token token, boolean kept) {
    ArrivedObject.Mail mail = landing.remove(token);
    if (mail == null) {
      return;
    }
    if (!kept) {
      answers.send(new Answer.Refused(token, 0, Refusal.STORAGE_FULL));
      return;
    }
    Arrival arrival = new Arrival(token, mail.doNotDeliverAfter(), ArrivalState.CUSTODY, 1);
    arrival.expect(mail.envelope().recipients().size());
    arrivals.put(token, arrival);
    answers.send(new Answer.Custody(token, arrival.sequence));
    deliverAfter(arrival, holdMillis());
    watchDeadline(arrival);
  }

  /// XS-11.
  void restored(ArrivalRow row) {
    Arrival arrival =
        new Arrival(row.token(), row.doNotDeliverAfter(), row.state(), row.sequence());
    arrivals.put(row.token(), arrival);
    if (row.state() == ArrivalState.CUSTODY) {
      arrival.expect(row.recipients());
      deliverAfter(arrival, holdMillis());
      watchDeadline(arrival);
    } else {
      arrival.restore(row.records());
      forgetLater(row.token());
    }
  }

  /// XS-8: arrival, answer and delivery do not coincide.
  private void deliverAfter(Arrival arrival, long waitMillis) {
    timers.at(
        outbox.afterMillis(waitMillis),
        () -> {
          List<Integer> waiting = arrival.waiting();
          if (arrival.state == ArrivalState.CUSTODY && !waiting.isEmpty()) {
            arrival.attempted = waiting;
            outbox.put(new Effect.Deliver(arrival.token, waiting));
          }
        });
  }

  private void watchDeadline(Arrival arrival) {
    long leftMillis = arrival.doNotDeliverAfter.toEpochMilli() - outbox.wall().toEpochMilli();
    timers.at(
        outbox.afterMillis(Math.max(0, leftMillis)),
        () -> {
          if (arrival.state == ArrivalState.CUSTODY && arrival.attempted.isEmpty()) {
            arrival.expire();
            finish(arrival);
          }
        });
  }

  void delivered(Token token, List<RecipientOutcome> outcomes) {
    Arrival arrival = arrivals.get(token);
    if (arrival == null || arrival.attempted.isEmpty()) {
      return;
    }
    arrival.note(outcomes);
    if (!arrival.waiting().isEmpty() && !outbox.wall().isBefore(arrival.doNotDeliverAfter)) {
      arrival.expire();
    }
    if (arrival.waiting().isEmpty()) {
      finish(arrival);
    } else {
      deliverAfter(arrival, retryMillis(arrival.attempts++));
    }
  }

  /// XS-9: the outcome goes to disk first.
  private void finish(Arrival arrival) {
    arrival.sequence++;
    outbox.put(
        new Effect.KeepOutcome(
            arrival.token, ArrivalState.FINAL, arrival.sequence, arrival.records()));
  }

  /// The outcome is on disk: the sender may hear it, after a hold of its own.
  void outcomeKept(Token token) {
    Arrival arrival = arrivals.get(token);
    if (arrival == null) {
      return;
    }
    if (arrival.state == ArrivalState.CUSTODY) {
      arrival.state = ArrivalState.FINAL;
    }
    boolean refused = arrival.state == ArrivalState.REFUSED;
    timers.at(
        outbox.afterMillis(refused ? 0 : holdMillis()), () -> answers.sendLast(state(arrival)));
    forgetLater(token);
  }

  /// XS-10.
  private void forgetLater(Token token) {
    timers.at(
        outbox.afterMillis(value(Parameter.CUSTODY_KEPT_S) * 1_000),
        () -> {
          arrivals.remove(token);
          outbox.put(new Effect.ForgetArrival(token));
        });
  }

  /// XS-5: sets without a new fragment for too long.
  void expire() {
    sets.expire(outbox.nanos(), value(Parameter.CUSTODY_PARTIAL_S) * 1_000_000_000L)
        .forEach(this::stopNack);
    answers.expire();
  }

  private long holdMillis() {
    return Delay.exponential((double) value(Parameter.EXIT_HOLD_MEAN_MS), entropy.slot());
  }

  /// CL-8: 300 s doubling to 4,000 s, ± 10 %; in the short profile as many seconds as minutes.
  private long retryMillis(int attempts) {
    boolean shortProfile = settings.profile() == Profile.TEST;
    long first = shortProfile ? 2_000 : 300_000;
    long cap = shortProfile ? 30_000 : 4_000_000;
    long base = Math.min(cap, first << Math.min(attempts, 10));
    return (long) (base * (0.9 + 0.2 * entropy.slot().nextDouble()));
  }

  private long value(Parameter parameter) {
    View current = view;
    Parameters parameters =
        current == null ? Parameters.standard(settings.profile()) : current.parameters();
    return parameters.value(parameter);
  }

  int arrivals() {
    return arrivals.size();
  }
}
