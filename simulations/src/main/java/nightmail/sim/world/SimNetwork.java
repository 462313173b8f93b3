// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.document.Profile;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.packet.MixKey;
import nightmail.proto.relay.Bench;
import nightmail.proto.relay.Entropy;
import nightmail.proto.relay.RelayCore;
import nightmail.proto.relay.RelaySettings;
import nightmail.proto.replay.ReplayTable;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.StickySet;
import nightmail.proto.route.View;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelay;
import nightmail.proto.trial.TrialRelayPlan;
import nightmail.sim.engine.Chance;
import nightmail.sim.engine.TraceHash;
import nightmail.sim.engine.VirtualTime;

/// A whole network in virtual time: one authority core, many relay cores, links, and users who
/// write to each other.
///
/// Everything in it is the shipped protocol, cryptography and signed documents included. One thread
/// owns it.
public final class SimNetwork {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long FIRST_EPOCH = 2;
  private static final int REPLAY_TAGS = 200_000;
  private static final int LEAST_OCTETS = 400;

  private final Scenario scenario;
  private final VirtualTime time = new VirtualTime(START);
  private final TraceHash trace = new TraceHash();
  private final Ledger ledger = new Ledger();
  private final Drops drops = new Drops();
  private final Chance chance;
  private final SimLinks links;
  private final TrialNetwork directory;
  private final List<SimRelay> relays = new ArrayList<>();
  private final List<TrialRelay> identities = new ArrayList<>();
  private final Map<Integer, Long> newestKeys = new LinkedHashMap<>();

  public SimNetwork(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.chance = new Chance(seed);
    this.links =
        new SimLinks(
            time, chance.of("links", "loss"), scenario.loss(), Duration.ofMillis(20).toNanos());
    this.directory = TrialNetwork.at(START, parameters(scenario), chance.of("directory", "keys"));
    for (int i = 0; i < scenario.relays(); i++) {
      add(i);
    }
  }

  private static Parameters parameters(Scenario scenario) {
    return Parameters.standard(Profile.TEST).with(Parameter.LOOP_PER_HOUR, scenario.loopsPerHour());
  }

  private void add(int number) {
    boolean gateway = number < scenario.gateways();
    String domain = domain(number);
    TrialRelayPlan plan =
        gateway ? TrialRelayPlan.gateway(number, domain) : TrialRelayPlan.mix(number);
    TrialRelay identity = directory.add(plan);
    String name = "relay " + number;
    RelaySettings settings =
        new RelaySettings(
            identity.id(),
            Profile.TEST,
            gateway,
            gateway ? List.of(domain) : List.of(),
            scenario.rateClass(),
            scenario.poolPackets(),
            10 << 20,
            Duration.ofDays(5).toSeconds(),
            256 << 20);
    Entropy entropy =
        new Entropy(
            chance.of(name, "path"),
            chance.of(name, "delay"),
            chance.of(name, "slot"),
            chance.of(name, "name"));
    SecretBytes failSecret = SecretBytes.draw(32, chance.of(name, "fail"));
    Bench bench = Bench.of(chance.secureOf(name, "crypto"), failSecret);
    SimRelay relay =
        new SimRelay(
            number,
            identity.id(),
            new RelayCore(settings, entropy, StickySet.empty()),
            bench,
            this);
    identities.add(identity);
    relays.add(relay);
    links.connect(relay);
  }

  private static String domain(int gateway) {
    return "site" + gateway + ".example";
  }

  /// Runs until every message has its end, or `limit` of virtual time is over.
  public SimResult run(Duration limit, Progress progress) {
    scheduleDirectory();
    scheduleMail();
    long end = limit.toNanos();
    long lastShown = 0;
    while (!isOver() && time.step(end)) {
      if (time.nanos() - lastShown > Duration.ofSeconds(1).toNanos()) {
        lastShown = time.nanos();
        progress.at(Duration.ofNanos(time.nanos()), ledger);
      }
    }
    return new SimResult(
        scenario,
        chance.seed(),
        ledger,
        drops,
        links.sent(),
        links.lost(),
        trace.records(),
        trace.hex(),
        Duration.ofNanos(time.nanos()));
  }

  private boolean isOver() {
    return ledger.acceptedMessages() + ledger.refusedMessages() == scenario.messages()
        && ledger.isSettled()
        && relays.stream().allMatch(r -> r.outboundMessages() == 0);
  }

  /// Everything uploads before each key epoch; the authority works by its own clock; each relay
  /// fetches some time after the epoch has begun.
  private void scheduleDirectory() {
    View first = directory.advanceTo(FIRST_EPOCH);
    time.at(sinceStart(first.validAfter()), () -> accept(first));
    scheduleEpoch(FIRST_EPOCH + 1);
  }

  private void scheduleEpoch(long epoch) {
    Instant validAfter = directory.root().validAfter(epoch);
    time.at(
        sinceStart(validAfter),
        () -> {
          accept(directory.advanceTo(epoch));
          scheduleEpoch(epoch + 1);
        });
  }

  private static long sinceStart(Instant moment) {
    return Duration.between(START, moment).toNanos();
  }

  private void accept(View view) {
    RandomGenerator fetch = chance.of("directory", "fetch " + view.epoch());
    for (int i = 0; i < relays.size(); i++) {
      int relay = i;
      time.after(
          fetch.nextLong(Duration.ofSeconds(2).toNanos()),
          () -> {
            tendKeys(relay, view);
            relays.get(relay).view(view);
          });
    }
  }

  /// Keys up to one ahead, as the descriptor says; those nobody accepts any more go.
  private void tendKeys(int relay, View view) {
    long now = view.keyEpochs().at(time.now().wall());
    for (long k = newestKeys.getOrDefault(relay, now - 1) + 1; k <= now + 1; k++) {
      MixKey key = new MixKey(k, 0, identities.get(relay).mixKey(k));
      byte[] hashKey = new byte[ReplayTable.HASH_KEY_BYTES];
      chance.of("relay " + relay, "hash " + k).nextBytes(hashKey);
      relays.get(relay).key(key, new ReplayTable(REPLAY_TAGS, hashKey));
      newestKeys.put(relay, k);
    }
    relays.get(relay).removeKey(now - 2, 0);
  }

  private void scheduleMail() {
    RandomGenerator users = chance.of("users", "mail");
    long first = sinceStart(directory.root().validAfter(FIRST_EPOCH)) + secondsNanos(3);
    for (int i = 0; i < scenario.messages(); i++) {
      int from = users.nextInt(scenario.gateways());
      int to = (from + 1 + users.nextInt(scenario.gateways() - 1)) % scenario.gateways();
      int octets = LEAST_OCTETS + (int) (users.nextExponential() * scenario.meanOctets());
      String mark = scenario.name() + "-" + i;
      long at = first + users.nextLong(secondsNanos(scenario.sendingSeconds()));
      time.at(at, () -> submit(from, to, mark, octets));
    }
  }

  private static long secondsNanos(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private void submit(int from, int to, String mark, int octets) {
    Path sender = new Path("user", domain(from));
    Path recipient = new Path("friend", domain(to));
    Envelope envelope = Envelope.of(sender, List.of(Recipient.of(recipient)));
    relays.get(from).submit(mark, envelope, Letters.message(mark, octets));
  }

  /// Hears how far a run has come.
  @FunctionalInterface
  public interface Progress {
    void at(Duration virtualTime, Ledger ledger);
  }

  VirtualTime time() {
    return time;
  }

  SimLinks links() {
    return links;
  }

  Ledger ledger() {
    return ledger;
  }

  TraceHash trace() {
    return trace;
  }

  Drops drops() {
    return drops;
  }
}
