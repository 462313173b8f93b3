// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import nightmail.proto.mix.Pool;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.HeaderOpening;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.Prefix;
import nightmail.proto.packet.Slot;
import nightmail.proto.packet.Unwrapped;
import nightmail.proto.replay.ReplayTable;
import nightmail.proto.route.View;

/// Takes one layer off every packet that comes in, and holds what is inside until its time.
///
/// A packet is received, checked, tagged, held, and then sent or dropped; each drop has one reason.
/// A packet leaves when its delay is over **and** its replay tag is on disk.
///
/// Owned by the relay core thread. Rules U-1 to U-14 of `docs/spec/packet.md`.
final class Peeler {
  private static final int VIEWS = 3;

  private final RelaySettings settings;
  private final Entropy entropy;
  private final Outbox outbox;
  private final Timers timers;
  private final Workshop workshop;
  private final LiveKeys keys = new LiveKeys();
  private final Pool<Held> pool;
  private final Deque<Held> unsynced = new ArrayDeque<>();
  private final LocalIds ours;
  private final Consumer<Unwrapped> receiver;

  /// The newest first. A sender may have used an older one, so routes and delays are held against
  /// all of them (U-8).
  private final Deque<View> views = new ArrayDeque<>();

  private int opening;
  private boolean failedClosed;
  private long lastTag;
  private long syncedTag;
  private long wakeNanos = Long.MAX_VALUE;

  /// @param ours which local ids this relay waits for
  /// @param receiver takes what was addressed to this relay, at its release time
  Peeler(
      RelaySettings settings,
      Entropy entropy,
      Outbox outbox,
      Timers timers,
      Workshop workshop,
      Pool<Held> pool,
      LocalIds ours,
      Consumer<Unwrapped> receiver) {
    this.settings = settings;
    this.entropy = entropy;
    this.outbox = outbox;
    this.timers = timers;
    this.workshop = workshop;
    this.pool = pool;
    this.ours = ours;
    this.receiver = receiver;
  }

  void view(View accepted) {
    views.addFirst(accepted);
    if (views.size() > VIEWS) {
      views.removeLast();
    }
  }

  void addKey(MixKey key, ReplayTable table) {
    keys.add(key, table);
  }

  void removeKey(long keyEpoch, int generation) {
    keys.remove(keyEpoch, generation);
  }

  int heldPackets() {
    return pool.heldPackets() + unsynced.size();
  }

  /// A packet from a link: U-1 to U-3, then its header is opened.
  void received(byte[] packet) {
    outbox.count(Tally.PACKET_IN);
    switch (HeaderOpening.precheck(packet)) {
      case Prefix.Refused(DropReason reason) -> outbox.drop(reason);
      case Prefix.Hinted(int hint) -> received(packet, hint);
    }
  }

  private void received(byte[] packet, int hint) {
    View current = views.peekFirst();
    if (failedClosed) {
      outbox.drop(DropReason.INTERNAL);
    } else if (current == null) {
      outbox.drop(DropReason.KEY_LATE);
    } else if (heldPackets() + opening >= settings.poolPackets()) {
      outbox.drop(DropReason.POOL_FULL);
    } else {
      switch (keys.choose(hint, current.keyEpochs(), outbox.wall())) {
        case LiveKeys.Choice.Missing(DropReason reason) -> outbox.drop(reason);
        case LiveKeys.Choice.Found(LiveKey live) -> openHeader(packet, live.key());
      }
    }
  }

  private void openHeader(byte[] packet, MixKey key) {
    long arrivalNanos = outbox.nanos();
    opening++;
    workshop.ask(
        new Work.OpenHeader(packet, key),
        Outcome.HeaderOpened.class,
        done -> {
          opening--;
          switch (done.opened()) {
            case Opened.Rejected(DropReason reason) -> outbox.drop(reason);
            case Opened.Routed routed -> tagged(routed, key, arrivalNanos);
          }
        });
  }

  /// U-6 to U-8: the tag counts only now, so that a forged copy cannot burn a good packet.
  private void tagged(Opened.Routed routed, MixKey key, long arrivalNanos) {
    Optional<LiveKey> live =
        keys.of(key.keyEpoch()).filter(k -> k.key().generation() == key.generation());
    if (live.isEmpty()) {
      outbox.drop(DropReason.KEY_LATE);
      return;
    }
    switch (live.get().table().insert(routed.tag())) {
      case SEEN -> outbox.drop(DropReason.REPLAY);
      case FULL -> outbox.drop(DropReason.REPLAY_FULL);
      case NEW -> {
        long tag = ++lastTag;
        outbox.put(new Effect.AppendTag(key.keyEpoch(), key.generation(), routed.tag(), tag));
        Optional<DropReason> refused = refusal(routed.slot());
        if (refused.isPresent()) {
          outbox.drop(refused.get());
        } else {
          openBody(routed, tag, arrivalNanos);
        }
      }
    }
  }

  private Optional<DropReason> refusal(Slot slot) {
    if (views.stream().noneMatch(v -> slot.delayMillis() <= v.parameters().delayCapMillis())) {
      return Optional.of(DropReason.DELAY_CAP);
    }
    boolean known =
        switch (slot) {
          case Slot.Relay relay ->
              !relay.nextId().equals(settings.self())
                  && views.stream().anyMatch(v -> v.lists(relay.nextId()));
          case Slot.Exit _ -> true;
          case Slot.Reply(LocalId id, long _) -> ours.expects(id);
          case Slot.Loop(LocalId id, long _) -> ours.expects(id);
        };
    return known ? Optional.empty() : Optional.of(DropReason.ROUTE_UNKNOWN);
  }

  private void openBody(Opened.Routed routed, long tag, long arrivalNanos) {
    opening++;
    workshop.ask(
        new Work.OpenBody(routed),
        Outcome.BodyOpened.class,
        done -> {
          opening--;
          switch (done.unwrapped()) {
            case Unwrapped.Dropped(DropReason reason) -> {
              outbox.drop(reason);
              if (routed.slot() instanceof Slot.Loop(LocalId id, long _)) {
                ours.tampered(id);
              }
            }
            case Unwrapped.Forward forward ->
                hold(
                    new Held.Onward(tag, forward.next(), forward.packet()),
                    arrivalNanos + forward.delayMillis() * 1_000_000L);
            case Unwrapped.Deliver content ->
                inward(tag, content, arrivalNanos, content.delayMillis());
            case Unwrapped.ReplyArrived content ->
                inward(tag, content, arrivalNanos, content.delayMillis());
            case Unwrapped.LoopReturned content ->
                inward(tag, content, arrivalNanos, content.delayMillis());
          }
        });
  }

  private void inward(long tag, Unwrapped content, long arrivalNanos, long delayMillis) {
    hold(new Held.Inward(tag, content), arrivalNanos + delayMillis * 1_000_000L);
  }

  private void hold(Held held, long releaseNanos) {
    if (!pool.offer(held, releaseNanos, entropy.slot())) {
      outbox.drop(DropReason.POOL_FULL);
      return;
    }
    wakeForPool();
  }

  private void wakeForPool() {
    long next = pool.nextReleaseNanos().orElse(Long.MAX_VALUE);
    if (next < wakeNanos) {
      wakeNanos = next;
      timers.at(next, this::release);
    }
  }

  private void release() {
    wakeNanos = Long.MAX_VALUE;
    for (Held held : pool.release(outbox.nanos())) {
      if (held.tag() <= syncedTag) {
        leave(held);
      } else if (failedClosed) {
        outbox.drop(DropReason.INTERNAL);
      } else {
        unsynced.add(held);
      }
    }
    wakeForPool();
  }

  /// Tags up to `number` are on disk; what waited only for that leaves now.
  void synced(long number) {
    syncedTag = Math.max(syncedTag, number);
    int waiting = unsynced.size();
    for (int i = 0; i < waiting; i++) {
      Held held = unsynced.remove();
      if (held.tag() <= syncedTag) {
        leave(held);
      } else {
        unsynced.add(held);
      }
    }
  }

  /// The journal cannot be written: what waits for it is lost, and nothing more is taken.
  void failClosed() {
    failedClosed = true;
    unsynced.forEach(held -> outbox.drop(DropReason.INTERNAL));
    unsynced.clear();
  }

  private void leave(Held held) {
    switch (held) {
      case Held.Onward(long _, var next, byte[] packet) -> {
        outbox.count(Tally.PACKET_OUT);
        outbox.put(new Effect.Send(next, packet));
      }
      case Held.Inward(long _, Unwrapped content) -> {
        outbox.count(Tally.PACKET_FOR_US);
        receiver.accept(content);
      }
    }
  }
}
