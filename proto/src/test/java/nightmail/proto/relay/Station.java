// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nightmail.proto.document.Profile;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Recipient;
import nightmail.proto.message.Token;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.RelayId;
import nightmail.proto.replay.ReplayTable;
import nightmail.proto.route.StickySet;
import nightmail.proto.smtp.RecipientOutcome;

/// One relay of a test: the shipped core, its disk, and the world around it. Everything it hears
/// and does is written down with its moment.
final class Station {
  static final long DISK_NANOS = 5_000_000;
  static final long SYNC_NANOS = 50_000_000;
  static final long WORK_NANOS = 1_000_000;
  static final long SMTP_NANOS = 20_000_000;

  /// An event or an effect.
  record Step(long nanos, Object what) {}

  final int number;
  final Disk disk = new Disk();
  final List<Step> steps = new ArrayList<>();
  private final World world;
  private final RelaySettings settings;
  private final Map<Long, byte[]> drafts = new HashMap<>();
  private final Map<Long, String> marks = new HashMap<>();
  private final Map<Token, String> tokens = new HashMap<>();
  private RelayCore core;
  private int life;
  private long submissions;
  private long wakeNanos;
  private boolean down;

  Station(World world, int number, RelaySettings settings) {
    this.world = world;
    this.number = number;
    this.settings = settings;
    this.core = newCore();
  }

  static RelaySettings settings(Town town, int number) {
    boolean gateway = number < 2;
    return new RelaySettings(
        town.id(number),
        Profile.TEST,
        gateway,
        gateway ? List.of(Town.domain(number)) : List.of(),
        1,
        1_000,
        10 << 20,
        432_000,
        64 << 20);
  }

  private RelayCore newCore() {
    long seed = world.seed() * 1_000 + number * 10L + life;
    return new RelayCore(
        settings,
        new Entropy(
            new Random(seed ^ 0x70),
            new Random(seed ^ 0x6400),
            new Random(seed ^ 0x730000),
            new Random(seed ^ 0x6e000000)),
        StickySet.empty());
  }

  RelayId id() {
    return settings.self();
  }

  World world() {
    return world;
  }

  RelayCore core() {
    return core;
  }

  boolean isDown() {
    return down;
  }

  /// Key, view and what the disk owes, in the order of a node's start.
  void start() {
    down = false;
    List<Effect> owed = core.restore(disk.restored(), world.now());
    owed.forEach(this::carryOut);
    long keyEpoch = world.view().keyEpochs().at(world.now().wall());
    ReplayTable table = new ReplayTable(100_000, new byte[ReplayTable.HASH_KEY_BYTES]);
    disk.tags.forEach(table::insert);
    addKey(keyEpoch, table);
    on(new Event.ViewAccepted(world.view()));
  }

  void addKey(long keyEpoch, ReplayTable table) {
    MixKey key = new MixKey(keyEpoch, 0, world.town().relay(number).mixKey(keyEpoch));
    on(new Event.MixKeyAdded(key, table));
  }

  /// Power off: what is under way is gone, the disk stays.
  void crash() {
    life++;
    down = true;
    drafts.clear();
    marks.clear();
    core = newCore();
  }

  /// A user hands in a letter to these recipients.
  void submit(String mark, int octets, String... recipients) {
    offer(mark, Letter.message(mark, octets), Letter.envelope(recipients));
  }

  private void offer(String mark, byte[] message, Envelope envelope) {
    long submission = ++submissions;
    drafts.put(submission, message);
    marks.put(submission, mark);
    on(new Event.MailOffered(submission, envelope, message.length));
  }

  void receive(byte[] packet) {
    if (!down) {
      on(new Event.PacketReceived(packet));
    }
  }

  List<Effect> on(Event event) {
    note(event);
    List<Effect> effects = core.on(event, world.now());
    effects.forEach(this::carryOut);
    return effects;
  }

  private void note(Object what) {
    if (world.recording) {
      steps.add(new Step(world.nanos(), what));
    }
  }

  private void later(long delayNanos, Runnable action) {
    int mine = life;
    world.after(
        delayNanos,
        () -> {
          if (life == mine) {
            action.run();
          }
        });
  }

  private void carryOut(Effect effect) {
    note(effect);
    switch (effect) {
      case Effect.WakeAt(long atNanos) -> wakeAt(atNanos);
      case Effect.Compute(long work, Work<?> what) -> {
        Outcome outcome = world.performer().perform(what);
        later(WORK_NANOS, () -> on(new Event.Computed(work, outcome)));
      }
      case Effect.Send(RelayId to, byte[] packet) -> world.send(this, to, packet);
      case Effect.AppendTag tag -> append(tag);
      case Effect.KeepMail keep -> later(DISK_NANOS, () -> keep(keep));
      case Effect.AnswerMail answer -> answer(answer);
      case Effect.ReadData read ->
          later(DISK_NANOS, () -> on(new Event.DataRead(read.read(), disk.read(read))));
      case Effect.NoteOutbound(var token, var state) -> disk.note(token, state);
      case Effect.ForgetOutbound(var token) -> disk.outgoing.remove(token);
      case Effect.ReportFailed(var token, var _) -> report(token);
      case Effect.ReportAllFailed(var token, var _) -> report(token);
      case Effect.KeepArrival keep -> later(DISK_NANOS, () -> keep(keep));
      case Effect.Deliver deliver -> later(SMTP_NANOS, () -> deliver(deliver));
      case Effect.KeepOutcome keep ->
          later(
              DISK_NANOS,
              () -> {
                disk.keep(keep);
                on(new Event.OutcomeKept(keep.token()));
              });
      case Effect.ForgetArrival(var token) -> disk.arrived.remove(token);
      case Effect.KeepSticky _, Effect.Drop _, Effect.Count _ -> {}
    }
  }

  private void wakeAt(long atNanos) {
    wakeNanos = atNanos;
    later(
        atNanos - world.nanos(),
        () -> {
          if (wakeNanos == atNanos) {
            on(new Event.Woke());
          }
        });
  }

  private void append(Effect.AppendTag append) {
    if (!disk.tagsStuck) {
      later(
          SYNC_NANOS,
          () -> {
            disk.tags.add(append.tag());
            on(new Event.TagsSynced(append.number()));
          });
    }
  }

  private void keep(Effect.KeepMail keep) {
    byte[] draft = drafts.get(keep.submission());
    if (disk.full || draft == null) {
      on(new Event.MailNotKept(keep.submission(), disk.full));
      return;
    }
    String mark = marks.getOrDefault(keep.submission(), "");
    keep.parcels().forEach(p -> tokens.put(p.token(), mark));
    on(new Event.MailKept(keep.submission(), disk.keep(keep.parcels(), draft)));
  }

  private void answer(Effect.AnswerMail answer) {
    String mark = marks.getOrDefault(answer.submission(), "");
    drafts.remove(answer.submission());
    world.ledger().answered(mark, answer.reply().code());
  }

  private void keep(Effect.KeepArrival keep) {
    if (!disk.full) {
      disk.keep(keep);
    }
    on(new Event.ArrivalKept(keep.token(), !disk.full));
  }

  private void deliver(Effect.Deliver deliver) {
    Disk.Arrived mail = disk.arrival(deliver.token()).orElseThrow();
    List<Recipient> all = mail.envelope().recipients();
    List<RecipientOutcome> outcomes =
        deliver.recipients().stream()
            .map(i -> world.mta().accept(all.get(i), Letter.mark(mail.message())))
            .toList();
    on(new Event.DeliveryEnded(deliver.token(), outcomes));
  }

  private void report(Token token) {
    disk.outgoing.remove(token);
    world.ledger().reported(tokens.getOrDefault(token, ""));
  }

  /// All events or effects of a kind, in order.
  <T> List<T> all(Class<T> kind) {
    return steps.stream().map(Step::what).filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The moment of the first event or effect of a kind.
  long firstNanos(Class<?> kind) {
    return steps.stream().filter(s -> kind.isInstance(s.what())).findFirst().orElseThrow().nanos();
  }

  /// Reasons of all drops, in order.
  List<DropReason> drops() {
    return all(Effect.Drop.class).stream().map(Effect.Drop::reason).toList();
  }

  long count(Tally tally) {
    return all(Effect.Count.class).stream().filter(c -> c.tally() == tally).count();
  }

  void forgetSteps() {
    steps.clear();
  }
}
