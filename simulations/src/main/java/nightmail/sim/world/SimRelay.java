// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Recipient;
import nightmail.proto.message.Token;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.RelayId;
import nightmail.proto.relay.Bench;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Event;
import nightmail.proto.relay.Outcome;
import nightmail.proto.relay.RelayCore;
import nightmail.proto.relay.Work;
import nightmail.proto.replay.ReplayTable;
import nightmail.proto.route.View;
import nightmail.proto.smtp.RecipientOutcome;
import nightmail.proto.smtp.SmtpReply;
import nightmail.sim.engine.TraceHash;
import nightmail.sim.engine.VirtualTime;

/// One relay of a simulation: the shipped core, and an interpreter of its effects in virtual time.
///
/// Work costs fixed virtual time, never measured, so that runs can be repeated on any machine.
///
/// Owned by the simulation's thread.
public final class SimRelay {
  private static final long WORK_NANOS = 300_000;
  private static final long DISK_NANOS = 5_000_000;
  private static final long TAG_SYNC_NANOS = 50_000_000;
  private static final long SMTP_NANOS = 20_000_000;

  private final int number;
  private final RelayId id;
  private final RelayCore core;
  private final Bench bench;
  private final VirtualTime time;
  private final SimLinks links;
  private final Ledger ledger;
  private final TraceHash trace;
  private final SimSpool spool = new SimSpool();
  private final Map<Long, String> marks = new LinkedHashMap<>();
  private final Map<Token, String> tokens = new LinkedHashMap<>();
  private final Drops drops;
  private long lastSubmission;
  private long wakeNanos = Long.MAX_VALUE;

  SimRelay(int number, RelayId id, RelayCore core, Bench bench, SimNetwork network) {
    this.number = number;
    this.id = id;
    this.core = core;
    this.bench = bench;
    this.time = network.time();
    this.links = network.links();
    this.ledger = network.ledger();
    this.trace = network.trace();
    this.drops = network.drops();
  }

  public RelayId id() {
    return id;
  }

  void receive(byte[] packet) {
    on(new Event.PacketReceived(packet));
  }

  void view(View view) {
    on(new Event.ViewAccepted(view));
  }

  void key(MixKey key, ReplayTable table) {
    on(new Event.MixKeyAdded(key, table));
  }

  void removeKey(long keyEpoch, int generation) {
    on(new Event.MixKeyRemoved(keyEpoch, generation));
  }

  /// A user of this gateway hands in a message.
  void submit(String mark, Envelope envelope, byte[] message) {
    long submission = ++lastSubmission;
    marks.put(submission, mark);
    spool.draft(submission, message);
    ledger.offered(mark, time.nanos());
    on(new Event.MailOffered(submission, envelope, message.length));
  }

  private void on(Event event) {
    trace.note(time.nanos(), number, Trace.kind(event), Trace.detail(event));
    core.on(event, time.now()).forEach(this::carryOut);
  }

  private void later(long delayNanos, Event event) {
    time.after(delayNanos, () -> on(event));
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.WakeAt(long atNanos) -> wakeAt(atNanos);
      case Effect.Compute(long work, Work<?> what) -> {
        Outcome outcome = what.perform(bench);
        later(WORK_NANOS, new Event.Computed(work, outcome));
      }
      case Effect.Send(RelayId to, byte[] packet) -> links.send(to, packet);
      case Effect.AppendTag(long _, int _, byte[] _, long tag) ->
          later(TAG_SYNC_NANOS, new Event.TagsSynced(tag));
      case Effect.KeepMail keep -> keep(keep);
      case Effect.AnswerMail(long submission, SmtpReply reply) -> answer(submission, reply);
      case Effect.ReadData read ->
          later(
              DISK_NANOS,
              new Event.DataRead(
                  read.read(), spool.read(read.token(), read.chunk(), read.index())));
      case Effect.NoteOutbound _, Effect.KeepSticky _ -> {}
      case Effect.ForgetOutbound forget -> spool.forgetOutbound(forget.token());
      case Effect.ReportFailed failed -> report(failed.token());
      case Effect.ReportAllFailed failed -> report(failed.token());
      case Effect.KeepArrival arrival -> {
        spool.arrive(arrival.token(), arrival.envelope(), arrival.message());
        later(DISK_NANOS, new Event.ArrivalKept(arrival.token(), true));
      }
      case Effect.Deliver deliver -> time.after(SMTP_NANOS, () -> deliver(deliver));
      case Effect.KeepOutcome outcome -> later(DISK_NANOS, new Event.OutcomeKept(outcome.token()));
      case Effect.ForgetArrival forget -> spool.forgetArrival(forget.token());
      case Effect.Drop drop -> drops.count(drop.reason());
      case Effect.Count _ -> {}
    }
  }

  private void wakeAt(long atNanos) {
    wakeNanos = atNanos;
    time.at(
        atNanos,
        () -> {
          if (wakeNanos == atNanos) {
            wakeNanos = Long.MAX_VALUE;
            on(new Event.Woke());
          }
        });
  }

  private void keep(Effect.KeepMail keep) {
    String mark = marks.get(keep.submission());
    keep.parcels().forEach(parcel -> tokens.put(parcel.token(), mark));
    later(
        DISK_NANOS,
        new Event.MailKept(keep.submission(), spool.keep(keep.submission(), keep.parcels())));
  }

  private void answer(long submission, SmtpReply reply) {
    String mark = marks.remove(submission);
    spool.dropDraft(submission);
    if (reply.code() == 250 && mark != null) {
      ledger.accepted(mark);
    } else {
      ledger.refused();
    }
  }

  private void report(Token token) {
    spool.forgetOutbound(token);
    String mark = tokens.get(token);
    if (mark != null) {
      ledger.reported(mark);
    }
  }

  private void deliver(Effect.Deliver order) {
    SimSpool.Arrived mail = spool.arrived(order.token());
    byte[] message = mail.message();
    String mark = Letters.mark(new String(message, StandardCharsets.US_ASCII));
    byte[] sent = Letters.message(mark, message.length);
    ledger.delivered(mark, Arrays.equals(sent, message), time.nanos());
    List<Recipient> all = mail.envelope().recipients();
    List<RecipientOutcome> outcomes =
        order.recipients().stream()
            .map(
                i ->
                    new RecipientOutcome(
                        all.get(i), RecipientOutcome.Verdict.DELIVERED, 250, "2.0.0"))
            .toList();
    on(new Event.DeliveryEnded(order.token(), outcomes));
  }

  /// Messages at this gateway whose outcome is not known.
  public int outboundMessages() {
    return core.outboundMessages();
  }
}
