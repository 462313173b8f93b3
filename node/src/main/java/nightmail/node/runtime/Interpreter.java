// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nightmail.node.admin.Counter;
import nightmail.node.admin.Meters;
import nightmail.node.keys.KeyRing;
import nightmail.node.link.Links;
import nightmail.node.spool.Spool;
import nightmail.proto.message.Token;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Event;
import nightmail.proto.relay.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what the core decides, by handing each effect to the one room that can.
///
/// Called on the relay core thread; every room it calls returns at once and answers with an event.
public final class Interpreter implements Consumer<Effect> {
  private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);

  private final Links links;
  private final CryptoWorkers workers;
  private final Spool spool;
  private final KeyRing keys;
  private final MailDesk mail;
  private final Deliveries deliveries;
  private final Reports reports;
  private final StickyFile sticky;
  private final Meters meters;
  private final LongSupplier monotonicNanos;
  private final Consumer<Event> core;

  /// When a loop last came home; negative before the first.
  private volatile long lastLoopNanos = -1;

  /// Completes when all tags so far are on disk.
  private CompletionStage<Void> synced = CompletableFuture.completedFuture(null);

  public Interpreter(
      Links links,
      CryptoWorkers workers,
      Spool spool,
      KeyRing keys,
      MailDesk mail,
      Deliveries deliveries,
      Reports reports,
      StickyFile sticky,
      Meters meters,
      LongSupplier monotonicNanos,
      Consumer<Event> core) {
    this.links = links;
    this.workers = workers;
    this.spool = spool;
    this.keys = keys;
    this.mail = mail;
    this.deliveries = deliveries;
    this.reports = reports;
    this.sticky = sticky;
    this.meters = meters;
    this.monotonicNanos = monotonicNanos;
    this.core = core;
  }

  @Override
  public void accept(Effect effect) {
    switch (effect) {
      case Effect.Compute task -> workers.submit(task);
      case Effect.Send(var to, byte[] packet) -> links.send(to, packet);
      case Effect.WakeAt _ -> throw new IllegalStateException("the loop keeps the time");
      case Effect.AppendTag append -> append(append);
      case Effect.KeepMail keep -> mail.keep(keep);
      case Effect.AnswerMail answer -> mail.answer(answer);
      case Effect.ReadData read -> read(read);
      case Effect.NoteOutbound(var token, var state) -> noted(spool.setOutbound(token, state));
      case Effect.ForgetOutbound(var token) -> noted(spool.forgetOutbound(token));
      case Effect.ReportFailed report -> reports.failed(report);
      case Effect.ReportAllFailed report -> reports.allFailed(report);
      case Effect.KeepArrival keep -> keepArrival(keep);
      case Effect.Deliver order -> deliveries.deliver(order);
      case Effect.KeepOutcome keep -> keepOutcome(keep);
      case Effect.ForgetArrival(var token) -> noted(spool.forgetArrival(token));
      case Effect.KeepSticky(var set) -> sticky.keep(set);
      case Effect.Drop(var reason) -> meters.drop(reason);
      case Effect.Count(var tally) -> count(tally);
    }
  }

  /// Whether a loop came home within the last `nanos`.
  public boolean hasLoopWithin(long nanos) {
    long last = lastLoopNanos;
    return last >= 0 && monotonicNanos.getAsLong() - last <= nanos;
  }

  private void append(Effect.AppendTag append) {
    // Tags of two keys may reach the disk in either order; the core is told of whole prefixes.
    synced =
        synced.thenCombine(
            keys.append(append.keyEpoch(), append.generation(), append.tag()), (_, _) -> null);
    synced.whenComplete(
        (done, failure) ->
            core.accept(
                failure == null
                    ? new Event.TagsSynced(append.number())
                    : new Event.JournalFailed()));
  }

  private void read(Effect.ReadData read) {
    spool
        .readData(read.token(), read.chunk(), read.index())
        .whenComplete(
            (data, failure) ->
                core.accept(new Event.DataRead(read.read(), failure == null ? data : new byte[0])));
  }

  private void keepArrival(Effect.KeepArrival keep) {
    spool
        .keepArrival(keep.token(), keep.envelope(), keep.message(), keep.doNotDeliverAfter())
        .whenComplete(
            (done, failure) -> core.accept(new Event.ArrivalKept(keep.token(), failure == null)));
  }

  private void keepOutcome(Effect.KeepOutcome keep) {
    Token token = keep.token();
    spool
        .keepOutcome(token, keep.state(), keep.sequence(), keep.records())
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                core.accept(new Event.OutcomeKept(token));
              } else {
                trouble();
              }
            });
  }

  private static void noted(CompletionStage<Void> stage) {
    stage.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            trouble();
          }
        });
  }

  private static void trouble() {
    LOG.error("the spool cannot be written; free disk space or repair the disk, then restart");
  }

  private void count(Tally tally) {
    switch (tally) {
      case PACKET_IN -> meters.count(Counter.Packets.IN);
      case PACKET_OUT -> meters.count(Counter.Packets.OUT);
      case LOOP_RETURNED -> {
        lastLoopNanos = monotonicNanos.getAsLong();
        meters.count(Counter.Loops.RETURNED);
      }
      case LOOP_LATE -> meters.count(Counter.Loops.LATE);
      case LOOP_LOST -> meters.count(Counter.Loops.LOST);
      case LOOP_ALARM ->
          LOG.warn(
              "loops do not come home: links are down, or somebody holds packets back; mail waits"
                  + " until three loops in a row return");
      case PACKET_MADE,
          PACKET_FOR_US,
          MAIL_ACCEPTED,
          MAIL_REFUSED,
          MAIL_DELIVERED,
          MAIL_FAILED,
          ANSWER_IGNORED,
          PATH_NONE -> {}
    }
  }
}
