// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.View;
import nightmail.proto.time.Now;

/// A few relays, their links and a clock that a test moves. One thread owns it.
final class World {
  /// What may happen to a packet on a link.
  record Weather(double loss, double duplicates, long mostNanos) {
    static final Weather FAIR = new Weather(0, 0, 20_000_000);
  }

  /// A packet as it went onto a link.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OnLink(long nanos, int from, RelayId to, byte[] packet) {}

  private record Task(long nanos, long sequence, Runnable action) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final Town town;
  private final View view;
  private final Performer performer;
  private final long seed;
  private final Random chance;
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private final List<Station> stations = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final Mta mta = new Mta(ledger);
  private long sequence;
  private long nanos;

  /// Everything sent so far.
  final List<OnLink> sent = new ArrayList<>();

  Weather weather = Weather.FAIR;

  /// Packets that somebody takes off every link.
  Predicate<byte[]> hijack = packet -> false;

  /// Whether steps and packets are written down; long runs have no room for that.
  boolean recording = true;

  /// Whether links carry anything; else packets are only written down.
  boolean connected = true;

  World(Town town, Performer performer, long seed) {
    this.town = town;
    this.view = town.view();
    this.performer = performer;
    this.seed = seed;
    this.chance = new Random(seed);
  }

  /// All relays of the standard town, on paper.
  static World whole(PaperCrypto paper, long seed) {
    World world = new World(Town.standard(), paper, seed);
    for (int i = 0; i < Town.RELAYS; i++) {
      world.add(i);
    }
    world.start();
    return world;
  }

  /// One relay alone, whose packets go nowhere.
  static World alone(PaperCrypto paper, int number) {
    return alone(Town.standard(), paper, Station.settings(Town.standard(), number), number);
  }

  static World alone(Town town, PaperCrypto paper, RelaySettings settings, int number) {
    World world = new World(town, paper, 1);
    world.connected = false;
    world.stations.add(new Station(world, number, settings));
    world.start();
    return world;
  }

  Station add(int number) {
    Station station = new Station(this, number, Station.settings(town, number));
    stations.add(station);
    return station;
  }

  void start() {
    stations.forEach(Station::start);
  }

  Station station(int index) {
    return stations.get(index);
  }

  void send(Station from, RelayId to, byte[] packet) {
    if (recording) {
      sent.add(new OnLink(nanos, from.number, to, packet.clone()));
    }
    if (connected && !hijack.test(packet) && chance.nextDouble() >= weather.loss()) {
      carry(to, packet);
      if (chance.nextDouble() < weather.duplicates()) {
        carry(to, packet.clone());
      }
    }
  }

  private void carry(RelayId to, byte[] packet) {
    long latency = 1 + chance.nextLong(weather.mostNanos());
    stations.stream()
        .filter(s -> s.id().equals(to))
        .findFirst()
        .ifPresent(s -> after(latency, () -> s.receive(packet)));
  }

  void after(long delayNanos, Runnable action) {
    tasks.add(new Task(nanos + Math.max(0, delayNanos), sequence++, action));
  }

  /// Lets everything happen that is due within `time`.
  void run(Duration time) {
    runUntil(() -> false, time);
  }

  /// Answers whether `goal` was reached within `time`.
  boolean runUntil(BooleanSupplier goal, Duration time) {
    long end = nanos + time.toNanos();
    for (Task next = tasks.peek(); next != null && next.nanos() <= end; next = tasks.peek()) {
      if (goal.getAsBoolean()) {
        return true;
      }
      tasks.remove();
      nanos = Math.max(nanos, next.nanos());
      next.action().run();
    }
    boolean reached = goal.getAsBoolean();
    nanos = reached ? nanos : end;
    return reached;
  }

  Now now() {
    return new Now(view.validAfter().plusNanos(nanos), nanos);
  }

  long nanos() {
    return nanos;
  }

  Town town() {
    return town;
  }

  View view() {
    return view;
  }

  Performer performer() {
    return performer;
  }

  long seed() {
    return seed;
  }

  Ledger ledger() {
    return ledger;
  }

  Mta mta() {
    return mta;
  }
}
