// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightmail.proto.message.Answer;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.mix.Delay;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.View;
import org.jspecify.annotations.Nullable;

/// The sender's side of custody: what was answered 250 is kept and repeated until its outcome is
/// known (`docs/spec/custody.md`, CS-1 to CS-16).
///
/// It never sends by itself: it names what a sender slot may carry, and slots carry nothing else.
///
/// Owned by the relay core thread.
final class GatewayCustody {
  /// What the next slot carries.
  record Cargo(Outbound parcel, Piece piece) {}

  /// Messages whose fragments mix with each other at a time (F-4).
  private static final int INTERLEAVED = 8;

  /// Slots of two hours at class 1; beyond it new mail is answered 452 (M-12).
  private static final int BACKLOG_SLOTS_PER_CLASS = 720;

  /// Status polls, in poll times after custody; then one each [#LAST_POLL_TIMES].
  private static final int[] POLL_TIMES = {1, 4, 12, 24, 48, 72, 96, 120};

  private static final int LAST_POLL_TIMES = 24;
  private static final RecipientRecord EXPIRED =
      new RecipientRecord(0, RecipientRecord.Action.FAILED, 4, 4, 7, 0, 13);

  private final RelaySettings settings;
  private final Entropy entropy;
  private final Outbox outbox;
  private final Timers timers;
  private final Replies replies;
  private final Map<Token, Outbound> parcels = new LinkedHashMap<>();
  private @Nullable View view;

  GatewayCustody(
      RelaySettings settings, Entropy entropy, Outbox outbox, Timers timers, Replies replies) {
    this.settings = settings;
    this.entropy = entropy;
    this.outbox = outbox;
    this.timers = timers;
    this.replies = replies;
  }

  void view(View accepted) {
    view = accepted;
  }

  boolean isBacklogFull() {
    long packets = 0;
    for (Outbound parcel : parcels.values()) {
      packets +=
          parcel.state == OutboundState.QUEUED ? parcel.layout.packets() : parcel.unsent.size();
    }
    return packets > (long) BACKLOG_SLOTS_PER_CLASS * settings.rateClass();
  }

  /// CS-1, second half: the parcel is on disk.
  void queued(Parcel parcel, long objectBytes) {
    add(
        new OutboundRow(
            parcel.token(),
            parcel.exit(),
            objectBytes,
            OutboundState.QUEUED,
            parcel.doNotDeliverAfter()));
  }

  /// CS-14: after a restart ask before sending anything again.
  void restored(OutboundRow row) {
    Outbound parcel = add(row);
    if (parcel != null && parcel.state != OutboundState.QUEUED) {
      parcel.round = 1;
      if (parcel.state == OutboundState.SENDING) {
        move(parcel, OutboundState.WAITING);
      }
      parcel.custodyNanos = outbox.nanos();
      pollAfter(parcel, jitterMillis(), 0);
    }
  }

  private @Nullable Outbound add(OutboundRow row) {
    Optional<FragmentLayout> layout = FragmentLayout.of(row.objectBytes());
    if (layout.isEmpty()) {
      outbox.put(new Effect.ReportAllFailed(row.token(), EXPIRED));
      return null;
    }
    Outbound parcel =
        new Outbound(row.token(), row.exit(), layout.get(), row.deadline(), row.state());
    parcels.put(parcel.token, parcel);
    watchDeadline(parcel);
    return parcel;
  }

  /// CS-13.
  private void watchDeadline(Outbound parcel) {
    long leftMillis = Math.max(0, parcel.deadline.toEpochMilli() - outbox.wall().toEpochMilli());
    long graceMillis = parameters().value(Parameter.CUSTODY_GRACE_S) * 1_000;
    timers.at(outbox.afterMillis(leftMillis), () -> askOnceMore(parcel));
    timers.at(
        outbox.afterMillis(leftMillis + graceMillis),
        () -> {
          if (parcels.get(parcel.token) == parcel) {
            outbox.count(Tally.MAIL_FAILED);
            outbox.put(new Effect.ReportAllFailed(parcel.token, EXPIRED));
            forget(parcel);
          }
        });
  }

  /// CS-10: the outcome may be known by now, and after the grace nobody asks again.
  private void askOnceMore(Outbound parcel) {
    boolean hasLeft =
        parcel.state == OutboundState.WAITING || parcel.state == OutboundState.CUSTODY;
    if (hasLeft && parcels.get(parcel.token) == parcel) {
      parcel.beginRound(List.of(new Piece.Poll()));
    }
  }

  /// What a slot at this moment should carry: a poll, else a repeat, else a first round (M-6).
  ///
  /// @param unreachable exits to which no path leads now
  Optional<Cargo> cargo(Set<RelayId> unreachable, boolean pollsOnly) {
    List<Outbound> ready = new ArrayList<>();
    Outbound.Haste haste = Outbound.Haste.FIRST;
    for (Outbound parcel : parcels.values()) {
      if (!hasSomething(parcel, pollsOnly) || unreachable.contains(parcel.exit)) {
        continue;
      }
      if (parcel.haste().compareTo(haste) < 0) {
        haste = parcel.haste();
        ready.clear();
      }
      if (parcel.haste() == haste && ready.size() < INTERLEAVED) {
        ready.add(parcel);
      }
    }
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    Outbound chosen = ready.get(entropy.slot().nextInt(ready.size()));
    if (chosen.state == OutboundState.QUEUED && chosen.unsent.isEmpty()) {
      chosen.beginRound(Pieces.all(chosen.layout));
    }
    Piece piece = chosen.unsent.get(entropy.slot().nextInt(chosen.unsent.size()));
    return Optional.of(new Cargo(chosen, piece));
  }

  private boolean hasSomething(Outbound parcel, boolean pollsOnly) {
    boolean something =
        pollsOnly
            ? parcel.unsent.contains(new Piece.Poll())
            : parcel.state == OutboundState.QUEUED || !parcel.unsent.isEmpty();
    return something && replies.hasRoom(Piece.MOST_SURBS);
  }

  /// CS-2, CS-3: the slot took the cargo.
  ///
  /// @param arrivalNanos predicted release at the exit
  /// @param returnMillis travel time of the slowest SURB that goes along; 0 without any
  void left(Cargo cargo, long arrivalNanos, long returnMillis) {
    Outbound parcel = cargo.parcel();
    parcel.unsent.remove(cargo.piece());
    parcel.arrivalNanos = Math.max(parcel.arrivalNanos, arrivalNanos);
    parcel.returnMillis = Math.max(parcel.returnMillis, returnMillis);
    if (parcel.state == OutboundState.QUEUED) {
      move(parcel, OutboundState.SENDING);
    }
    if (parcel.unsent.isEmpty()) {
      if (parcel.state == OutboundState.SENDING) {
        move(parcel, OutboundState.WAITING);
      }
      armRetransmission(parcel);
    }
  }

  /// CS-16: the sender drew all delays itself, so it knows when to worry.
  private void armRetransmission(Outbound parcel) {
    long slackMillis =
        parameters().value(Parameter.CUSTODY_SLACK_MS) << Math.min(parcel.attempt, 20);
    long boundMillis = Math.min(slackMillis, parameters().value(Parameter.CUSTODY_SLACK_CAP_MS));
    long waitMillis = parcel.returnMillis + boundMillis + jitterMillis();
    parcel.stopTimer();
    parcel.timer =
        timers.at(parcel.arrivalNanos + waitMillis * 1_000_000L, () -> unanswered(parcel));
  }

  /// CS-6 and CS-10.
  private void unanswered(Outbound parcel) {
    parcel.attempt++;
    boolean again = parcel.state == OutboundState.WAITING && parcel.layout.single();
    parcel.beginRound(List.of(again ? new Piece.Whole() : new Piece.Poll()));
  }

  private void pollAfter(Outbound parcel, long waitMillis, int times) {
    parcel.stopTimer();
    parcel.timer =
        timers.at(
            outbox.afterMillis(waitMillis),
            () -> {
              parcel.polledTimes = times;
              parcel.beginRound(List.of(new Piece.Poll()));
            });
  }

  /// An answer of the exit, which only it can have made (S-6).
  ///
  /// @param round in which the SURB left that brought it
  void answered(Answer answer, int round) {
    Outbound parcel = parcels.get(answer.token());
    if (parcel == null || isOld(parcel, answer, round)) {
      outbox.count(Tally.ANSWER_IGNORED);
      return;
    }
    parcel.lastSequence = Math.max(parcel.lastSequence, answer.sequence());
    parcel.attempt = 0;
    switch (answer) {
      case Answer.Custody _ -> custody(parcel);
      case Answer.Pending _ -> custody(parcel);
      case Answer.Partial partial -> missing(parcel, partial);
      case Answer.Unknown _ -> unknown(parcel);
      case Answer.Done done -> done(parcel, done);
      case Answer.Refused refused -> refused(parcel, refused);
    }
  }

  /// CS-15.
  private static boolean isOld(Outbound parcel, Answer answer, int round) {
    if (answer.sequence() == 0) {
      return round != parcel.round;
    }
    boolean isBeforeLoss = round < parcel.firstTrustedRound && !(answer instanceof Answer.Done);
    return isBeforeLoss || answer.sequence() < parcel.lastSequence;
  }

  /// CS-4, and the next status poll.
  private void custody(Outbound parcel) {
    parcel.unsent.clear();
    if (parcel.state != OutboundState.CUSTODY) {
      parcel.beginRound(List.of());
      parcel.polledTimes = 0;
      parcel.custodyNanos = outbox.nanos();
      move(parcel, OutboundState.CUSTODY);
    }
    scheduleStatusPoll(parcel);
  }

  /// Polls keep to their times after custody, however often something else was heard.
  private void scheduleStatusPoll(Outbound parcel) {
    long pollMillis = parameters().value(Parameter.CUSTODY_POLL_MS);
    long sinceMillis = (outbox.nanos() - parcel.custodyNanos) / 1_000_000;
    double jitter = 0.75 + 0.5 * entropy.slot().nextDouble();
    for (int times : POLL_TIMES) {
      long atMillis = (long) (pollMillis * times * jitter);
      if (times > parcel.polledTimes && atMillis > sinceMillis) {
        pollAfter(parcel, atMillis - sinceMillis, times);
        return;
      }
    }
    pollAfter(parcel, (long) (pollMillis * LAST_POLL_TIMES * jitter), parcel.polledTimes);
  }

  /// CS-5.
  private void missing(Outbound parcel, Answer.Partial partial) {
    if (parcel.state == OutboundState.WAITING) {
      move(parcel, OutboundState.SENDING);
      parcel.beginRound(Pieces.missing(parcel.layout, partial.held()));
    }
  }

  /// CS-7.
  private void unknown(Outbound parcel) {
    if (parcel.state == OutboundState.WAITING || parcel.state == OutboundState.CUSTODY) {
      boolean lostRow = parcel.state == OutboundState.CUSTODY;
      parcel.lastSequence = 0;
      move(parcel, OutboundState.SENDING);
      parcel.beginRound(Pieces.all(parcel.layout));
      if (lostRow) {
        parcel.firstTrustedRound = parcel.round;
      }
    }
  }

  /// CS-12.
  private void done(Outbound parcel, Answer.Done done) {
    List<RecipientRecord> failed =
        done.records().stream().filter(r -> r.action() == RecipientRecord.Action.FAILED).toList();
    if (failed.isEmpty()) {
      outbox.count(Tally.MAIL_DELIVERED);
      outbox.put(new Effect.ForgetOutbound(parcel.token));
    } else {
      outbox.count(Tally.MAIL_FAILED);
      outbox.put(new Effect.ReportFailed(parcel.token, failed));
    }
    forget(parcel);
  }

  /// CS-8.
  private void refused(Outbound parcel, Answer.Refused refused) {
    if (parcel.state == OutboundState.CUSTODY) {
      outbox.count(Tally.ANSWER_IGNORED);
    } else if (refused.reason().permanent()) {
      outbox.count(Tally.MAIL_FAILED);
      outbox.put(new Effect.ReportAllFailed(parcel.token, Refusals.record(refused.reason())));
      forget(parcel);
    } else {
      parcel.unsent.clear();
      parcel.stopTimer();
      parcel.timer =
          timers.at(
              outbox.afterMillis(parameters().value(Parameter.CUSTODY_SLACK_MS) + jitterMillis()),
              () -> parcel.beginRound(Pieces.all(parcel.layout)));
    }
  }

  private void move(Outbound parcel, OutboundState state) {
    parcel.state = state;
    outbox.put(new Effect.NoteOutbound(parcel.token, state));
  }

  private void forget(Outbound parcel) {
    parcel.stopTimer();
    parcels.remove(parcel.token);
    replies.forget(parcel.token);
  }

  private long jitterMillis() {
    long mean = parameters().value(Parameter.CUSTODY_JITTER_MS);
    return Delay.exponential((double) mean, entropy.slot());
  }

  private Parameters parameters() {
    View current = view;
    return current == null ? Parameters.standard(settings.profile()) : current.parameters();
  }

  int parcels() {
    return parcels.size();
  }
}
