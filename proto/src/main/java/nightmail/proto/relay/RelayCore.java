// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import java.util.Optional;
import nightmail.proto.message.Answer;
import nightmail.proto.message.PartialSets;
import nightmail.proto.mix.Pool;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.Unwrapped;
import nightmail.proto.route.StickySet;
import nightmail.proto.route.View;
import nightmail.proto.time.Now;

/// One relay, whole: every decision it takes, in every role, as `on(event, now)` to effects.
///
/// ```
///   link ──► Peeler ──► pool ──► link                     every relay
///              │ for us
///              ├──► Cover: loops come home                every relay
///              ├──► GatewayCustody: answers ◄─┐           gateways, for their users' mail
///              └──► ExitCustody: mail ──► disk ──► MTA    gateways, for their own domains
///   MTA ──► Submissions ──► disk ──► GatewayCustody ──► Letters ──► Sealer ──► link
/// ```
///
/// It knows no clock, no disk and no socket, and the order of its effects is the order of its
/// decisions: equal events, moments and entropy give equal effects.
///
/// Owned by the relay core thread.
public final class RelayCore {
  /// SURB records of a gateway, and more for each rate class (LM-4).
  private static final int REPLIES = 20_000;

  private static final int REPLIES_PER_CLASS = 512;

  /// SURBs of an exit in bytes (LM-3).
  private static final long SURB_BYTES = 64L << 20;

  private static final long SURB_BYTES_PER_CLASS = 64L << 10;
  private static final long SWEEP_MILLIS = 10_000;

  private final Outbox outbox = new Outbox();
  private final Timers timers = new Timers();
  private final Workshop workshop = new Workshop(outbox);
  private final Reads reads = new Reads(outbox);
  private final Replies replies;
  private final Ways ways;
  private final Submissions submissions;
  private final GatewayCustody gateway;
  private final ExitCustody exit;
  private final Letters letters;
  private final Cover cover;
  private final Peeler peeler;
  private long wakeNanos = Long.MAX_VALUE;
  private boolean sweeping;

  /// @param sticky the mixes this relay keeps for the sticky position, as it kept them last
  public RelayCore(RelaySettings settings, Entropy entropy, StickySet sticky) {
    Sealer sealer = new Sealer(outbox, timers, workshop);
    replies = new Replies(REPLIES + REPLIES_PER_CLASS * settings.rateClass());
    ways = new Ways(settings, entropy, outbox, sticky);
    submissions = new Submissions(settings, entropy, outbox);
    gateway = new GatewayCustody(settings, entropy, outbox, timers, replies);
    letters = new Letters(entropy, outbox, ways, sealer, reads, replies, gateway);
    cover = new Cover(settings, entropy, outbox, timers, ways, sealer, letters);
    exit =
        new ExitCustody(
            settings,
            entropy,
            outbox,
            timers,
            workshop,
            new PartialSets(PartialSets.MAX_TOKENS, settings.partialSetBytes()),
            new Answers(
                outbox,
                workshop,
                new HeldSurbs(SURB_BYTES + SURB_BYTES_PER_CLASS * settings.rateClass())));
    peeler =
        new Peeler(
            settings,
            entropy,
            outbox,
            timers,
            workshop,
            new Pool<>(settings.poolPackets()),
            new Ours(replies, cover),
            this::arrived);
  }

  /// Takes up what the disk still owes; before the first event.
  public List<Effect> restore(Restored restored, Now now) {
    outbox.begin(now);
    restored.outbound().forEach(gateway::restored);
    restored.arrivals().forEach(exit::restored);
    return finish();
  }

  /// The next state and what has to be done about it, in this order.
  public List<Effect> on(Event event, Now now) {
    outbox.begin(now);
    timers.run(now.monotonicNanos());
    take(event);
    timers.run(now.monotonicNanos());
    return finish();
  }

  private void take(Event event) {
    switch (event) {
      // Woken early or not, the next moment has to be asked for again.
      case Event.Woke _ -> wakeNanos = Long.MAX_VALUE;
      case Event.PacketReceived(byte[] packet) -> peeler.received(packet);
      case Event.PacketLost(DropReason reason) -> outbox.drop(reason);
      case Event.Computed(long work, Outcome outcome) -> workshop.done(work, outcome);
      case Event.TagsSynced(long number) -> peeler.synced(number);
      case Event.JournalFailed _ -> peeler.failClosed();
      case Event.ReportKept(ArrivalRow row) -> exit.restored(row);
      case Event.ViewAccepted(View view) -> accepted(view);
      case Event.MixKeyAdded(var key, var table) -> peeler.addKey(key, table);
      case Event.MixKeyRemoved(long epoch, int generation) -> peeler.removeKey(epoch, generation);
      case Event.MailOffered(long submission, var envelope, long octets) ->
          submissions.offered(submission, envelope, octets, gateway.isBacklogFull());
      case Event.MailKept kept -> kept(kept);
      case Event.MailNotKept(long submission, boolean full) ->
          submissions.notKept(submission, full);
      case Event.DataRead(long read, byte[] data) -> reads.done(read, data);
      case Event.ArrivalKept(var token, boolean kept) -> exit.kept(token, kept);
      case Event.OutcomeKept(var token) -> exit.outcomeKept(token);
      case Event.DeliveryEnded(var token, var outcomes) -> exit.delivered(token, outcomes);
    }
  }

  private void accepted(View view) {
    ways.view(view);
    submissions.view(view);
    gateway.view(view);
    letters.view(view);
    exit.view(view);
    peeler.view(view);
    cover.view(view);
    if (!sweeping) {
      sweeping = true;
      sweep();
    }
  }

  private void sweep() {
    replies.expire(outbox.nanos());
    exit.expire();
    timers.at(outbox.afterMillis(SWEEP_MILLIS), this::sweep);
  }

  private void kept(Event.MailKept kept) {
    for (Parcel parcel : submissions.kept(kept.submission())) {
      kept.parcels().stream()
          .filter(k -> k.token().equals(parcel.token()))
          .findFirst()
          .ifPresent(k -> gateway.queued(parcel, k.objectBytes()));
    }
  }

  /// What this relay waits for: answers and loops.
  private record Ours(Replies replies, Cover cover) implements LocalIds {
    @Override
    public boolean expects(LocalId id) {
      return replies.expects(id) || cover.expects(id);
    }

    @Override
    public void tampered(LocalId id) {
      cover.tampered(id);
    }
  }

  private void arrived(Unwrapped content) {
    switch (content) {
      case Unwrapped.Deliver deliver -> exit.arrived(deliver.payload());
      case Unwrapped.ReplyArrived reply -> answered(reply);
      case Unwrapped.LoopReturned loop -> cover.returned(loop.id());
      case Unwrapped.Forward _, Unwrapped.Dropped _ ->
          throw new IllegalStateException("only what is for this relay comes inward");
    }
  }

  private void answered(Unwrapped.ReplyArrived reply) {
    Optional<Replies.Expected> expected = replies.take(reply.id());
    if (expected.isEmpty()) {
      outbox.drop(DropReason.ROUTE_UNKNOWN);
      return;
    }
    workshop.ask(
        new Work.OpenReply(expected.get().record(), reply.body()),
        Outcome.ReplyOpened.class,
        done -> read(expected.get(), done.payload()));
  }

  private void read(Replies.Expected expected, Optional<byte[]> payload) {
    if (payload.isEmpty()) {
      outbox.drop(DropReason.BODY_TAG);
      return;
    }
    Optional<Answer> answer =
        Answer.decode(payload.get()).filter(a -> a.token().equals(expected.token()));
    if (answer.isEmpty()) {
      outbox.drop(DropReason.FORMAT);
    } else {
      gateway.answered(answer.get(), expected.round());
    }
  }

  private List<Effect> finish() {
    long next = timers.nextNanos();
    if (next != wakeNanos) {
      wakeNanos = next;
      if (next != Long.MAX_VALUE) {
        outbox.put(new Effect.WakeAt(next));
      }
    }
    return outbox.finish();
  }

  /// Packets waiting for their release time.
  public int heldPackets() {
    return peeler.heldPackets();
  }

  /// Messages at this gateway whose outcome is not known.
  public int outboundMessages() {
    return gateway.parcels();
  }

  /// Messages at this exit, delivered ones included until they are forgotten.
  public int arrivedMessages() {
    return exit.arrivals();
  }
}
