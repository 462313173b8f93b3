// SPDX-License-Identifier: Apache-2.0
package nightmail.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nightmail.node.admin.AdminPages;
import nightmail.node.admin.AdminServer;
import nightmail.node.admin.Gauge;
import nightmail.node.admin.Health;
import nightmail.node.admin.Meters;
import nightmail.node.admin.TickPace;
import nightmail.node.config.NodeConfig;
import nightmail.node.dirclient.DirectoryClient;
import nightmail.node.dirclient.DirectorySettings;
import nightmail.node.dirclient.Publisher;
import nightmail.node.dirclient.RelayFacts;
import nightmail.node.disk.Disk;
import nightmail.node.disk.RealDisk;
import nightmail.node.keys.KeyRing;
import nightmail.node.keys.KeyRingSettings;
import nightmail.node.keys.LiveKey;
import nightmail.node.keys.NodeIdentity;
import nightmail.node.link.LinkListener;
import nightmail.node.link.LinkSettings;
import nightmail.node.link.Links;
import nightmail.node.runtime.CoreInbox;
import nightmail.node.runtime.CoreLoop;
import nightmail.node.runtime.CryptoWorkers;
import nightmail.node.runtime.Deliveries;
import nightmail.node.runtime.Instruments;
import nightmail.node.runtime.Interpreter;
import nightmail.node.runtime.KeyUpkeep;
import nightmail.node.runtime.MailDesk;
import nightmail.node.runtime.Reports;
import nightmail.node.runtime.StickyFile;
import nightmail.node.runtime.Upkeep;
import nightmail.node.runtime.Views;
import nightmail.node.smtp.client.ClientSettings;
import nightmail.node.smtp.client.SmtpClient;
import nightmail.node.smtp.server.SmtpServer;
import nightmail.node.spool.Spool;
import nightmail.node.spool.SpoolSettings;
import nightmail.node.spool.SqliteSpool;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.document.Profile;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.RelayId;
import nightmail.proto.policy.RecipientRule;
import nightmail.proto.relay.Bench;
import nightmail.proto.relay.Entropy;
import nightmail.proto.relay.Event;
import nightmail.proto.relay.RelayCore;
import nightmail.proto.relay.RelaySettings;
import nightmail.proto.relay.Restored;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.time.Now;

/// Makes a relay out of its rooms: the one class that knows everybody.
///
/// Start-up is in the order of promises: what the disk owes is read and the mix keys with their
/// journals are loaded before any port opens.
public final class Wiring {
  private static final Duration SHORT_UPKEEP = Duration.ofMillis(250);
  private static final Duration BACK_PRESSURE = Duration.ofMillis(20);
  private static final Duration UPKEEP = Duration.ofSeconds(5);
  private static final long PARTIAL_SET_BYTES = 256L << 20;
  private static final int SHORT_WAIT_PERCENT = 10;

  /// Loops that may fail to come home before a relay calls itself not ready.
  private static final int EXPECTED_LOOPS = 3;

  private final NodeConfig config;
  private final NodeIdentity identity;
  private final Instruments instruments;
  private final String version;
  private final InstantSource clock = InstantSource.system();
  private final SecureRandom random = new SecureRandom();
  private final CoreInbox inbox = new CoreInbox();
  private final boolean isShort;

  private Wiring(
      NodeConfig config, NodeIdentity identity, Instruments instruments, String version) {
    this.config = config;
    this.identity = identity;
    this.instruments = instruments;
    this.version = version;
    this.isShort = config.network().profile() == Profile.TEST;
  }

  /// Starts a relay. On any failure what was started is stopped again.
  ///
  /// @param version of the program, as relays publish it
  /// @throws IOException when a disk, a key or a port cannot be had; the message says which
  public static Relay start(
      NodeConfig config, NodeIdentity identity, Instruments instruments, String version)
      throws IOException {
    return new Wiring(config, identity, instruments, version).start();
  }

  private Relay start() throws IOException {
    Relay relay = new Relay(inbox);
    try {
      start(relay);
      return relay;
    } catch (IOException | RuntimeException failure) {
      relay.close();
      throw failure;
    }
  }

  private void start(Relay relay) throws IOException {
    Disk disk = new RealDisk();
    Path state = config.node().stateDir();
    Meters meters = new Meters(isShort ? TickPace.SHORT : TickPace.PRODUCTION, version);
    Spool spool = relay.own(openSpool(disk, state));
    Restored restored = spool.restore();
    KeyRing keys = relay.own(openKeys(disk, state));
    List<LiveKey> live = keys.load();

    StickyFile sticky = new StickyFile(state.resolve("sticky"));
    Links links = relay.own(openLinks(meters));
    CryptoWorkers workers = relay.own(openWorkers());
    DirectorySettings directory = DirectorySettings.of(config);
    Publisher publisher = relay.own(new Publisher(directory, facts(), clock, random));
    Views views = new Views(links, publisher, meters, inbox::post);
    MailDesk mail = new MailDesk(spool, inbox::post);
    SmtpClient client = relay.own(new SmtpClient(clientSettings()));
    Interpreter interpreter =
        new Interpreter(
            links,
            workers,
            spool,
            keys,
            mail,
            new Deliveries(spool, client, config.smtp().reinjectIn()::resolve, inbox::post),
            new Reports(spool, config.node().name(), clock, random, inbox::post),
            sticky,
            meters,
            System::nanoTime,
            inbox::post);
    CoreLoop loop =
        relay.own(
            new CoreLoop(
                new RelayCore(relaySettings(), entropy(), sticky.load()),
                inbox,
                this::now,
                interpreter,
                instruments.effects()));

    live.forEach(k -> inbox.post(new Event.MixKeyAdded(k.key(), k.table())));
    loop.start(restored);
    workers.start();
    links.start();
    publisher.start();
    relay.own(new DirectoryClient(directory, views, clock, random)).start();
    if (config.node().gateway()) {
      openSmtp(relay, spool, mail, views);
    }
    Health health = health(loop, interpreter, views, spool);
    relay.own(AdminServer.start(config.admin().listen(), pages(meters, health)));
    startUpkeep(
        relay,
        new KeyUpkeep(keys, views, publisher, inbox::post),
        meters,
        loop,
        workers,
        links,
        views);
  }

  private Spool openSpool(Disk disk, Path state) throws IOException {
    SpoolSettings settings =
        new SpoolSettings(
            state.resolve("spool"),
            config.spool().reserveBytes(),
            SpoolSettings.DEFAULT_SCRUB_AFTER);
    return SqliteSpool.open(settings, disk, random);
  }

  private KeyRing openKeys(Disk disk, Path state) throws IOException {
    KeyRingSettings settings =
        new KeyRingSettings(
            state.resolve("mix"),
            config.mix().replayMemoryBytes(),
            KeyRingSettings.DEFAULT_SYNC_AFTER);
    return new KeyRing(settings, identity.storageKey(), disk, random);
  }

  private Links openLinks(Meters meters) throws IOException {
    List<InetSocketAddress> listen = config.link().listen();
    LinkSettings usual =
        isShort ? LinkSettings.shortProfile(listen) : LinkSettings.production(listen);
    LinkSettings settings =
        usual
            .withPoolMaxPackets(config.mix().poolMaxPackets())
            .withMaxConnections(config.link().maxConnections());
    return new Links(
        identity.link(),
        settings,
        new Listener(inbox, meters),
        instruments.links(),
        System::nanoTime,
        clock);
  }

  /// Brings packets in, and counts what the links lose.
  private record Listener(CoreInbox inbox, Meters meters) implements LinkListener {
    @Override
    public void packet(byte[] packet) {
      if (!inbox.offerPacket(packet)) {
        meters.drop(DropReason.POOL_FULL);
      }
    }

    @Override
    public void link(RelayId peer, boolean up) {}

    @Override
    public void notSent(DropReason reason) {
      meters.drop(reason);
    }

    @Override
    public void dropped(DropReason reason) {
      meters.drop(reason);
    }
  }

  private CryptoWorkers openWorkers() {
    SecretBytes failSecret = SecretBytes.draw(32, random);
    return new CryptoWorkers(
        CryptoWorkers.usual(),
        () -> Bench.of(new SecureRandom(), failSecret),
        instruments.performer(),
        inbox::post);
  }

  private RelayFacts facts() {
    return RelayFacts.of(
        config,
        identity.relayId(),
        identity.signing(),
        identity.cert(),
        identity.link().pin(),
        version);
  }

  private ClientSettings clientSettings() {
    ClientSettings usual = ClientSettings.of(config.node().name());
    return isShort
        ? new ClientSettings(
            usual.helloName(),
            usual.tls(),
            usual.send8bitAnyway(),
            Duration.ofSeconds(2),
            SHORT_WAIT_PERCENT,
            1)
        : usual;
  }

  private RelaySettings relaySettings() {
    return new RelaySettings(
        identity.relayId(),
        config.network().profile(),
        config.node().gateway(),
        config.domains().own(),
        config.cover().rateClass(),
        config.mix().poolMaxPackets(),
        config.smtp().maxMessageBytes(),
        config.spool().lifetime().toSeconds(),
        PARTIAL_SET_BYTES);
  }

  private Entropy entropy() {
    return new Entropy(
        new SecureRandom(), new SecureRandom(), new SecureRandom(), new SecureRandom());
  }

  private void openSmtp(Relay relay, Spool spool, MailDesk mail, Views views) throws IOException {
    RecipientRule rule = new RecipientRule(config.domains().own());
    for (InetSocketAddress address : config.smtp().listen()) {
      SmtpServer server =
          new SmtpServer(
              SmtpEdge.settings(config, address),
              instruments
                  .recipients()
                  .apply(recipient -> rule.check(views.view(), clock.instant(), recipient)),
              mail,
              () -> !spool.writable());
      relay.own(server).start();
    }
  }

  private Health health(CoreLoop loop, Interpreter interpreter, Views views, Spool spool) {
    Map<Health.Live, BooleanSupplier> live = new EnumMap<>(Health.Live.class);
    live.put(
        Health.Live.CORE_LOOP,
        () -> System.nanoTime() - loop.figures().nanos() < Duration.ofSeconds(10).toNanos());
    live.put(Health.Live.SPOOL_WRITER, spool::writable);
    Map<Health.Ready, BooleanSupplier> ready = new EnumMap<>(Health.Ready.class);
    ready.put(
        Health.Ready.VIEW,
        () -> views.view().filter(v -> clock.instant().isBefore(v.staleUntil())).isPresent());
    ready.put(
        Health.Ready.CERTIFICATE, () -> clock.instant().isBefore(identity.certificateNotAfter()));
    ready.put(Health.Ready.SPOOL, spool::writable);
    ready.put(Health.Ready.LISTENERS, () -> true);
    ready.put(Health.Ready.LOOP, () -> interpreter.hasLoopWithin(loopPatienceNanos(views)));
    return new Health(live, ready);
  }

  private long loopPatienceNanos(Views views) {
    Parameters parameters =
        views
            .view()
            .map(v -> v.parameters())
            .orElseGet(() -> Parameters.standard(config.network().profile()));
    long perHour = Math.max(1, parameters.value(Parameter.LOOP_PER_HOUR));
    long travelMillis =
        parameters.pathRelays() * (parameters.meanDelayMillis() + parameters.linkMillis());
    long expectedMillis = Duration.ofHours(1).toMillis() / perHour + travelMillis;
    return EXPECTED_LOOPS * Duration.ofMillis(expectedMillis).toNanos();
  }

  private AdminPages pages(Meters meters, Health health) {
    return new AdminPages(
        () -> config.metrics().operator() ? Optional.of(meters.page()) : Optional.empty(), health);
  }

  private void startUpkeep(
      Relay relay,
      KeyUpkeep keys,
      Meters meters,
      CoreLoop loop,
      CryptoWorkers workers,
      Links links,
      Views views) {
    meters.gauge(Gauge.Pool.PACKETS, () -> loop.figures().heldPackets());
    meters.gauge(Gauge.Links.UP, links::acceptedCount);
    meters.gauge(Gauge.SpoolRows.OUTBOUND, () -> loop.figures().outboundMessages());
    meters.gauge(Gauge.SpoolRows.ARRIVED, () -> loop.figures().arrivedMessages());
    meters.gauge(Gauge.Directory.AGE_SECONDS, () -> views.ageSeconds(clock.instant()));
    Upkeep upkeep = relay.own(new Upkeep());
    upkeep.every(
        isShort ? SHORT_UPKEEP : UPKEEP,
        () -> {
          Instant now = clock.instant();
          keys.tend(now);
          meters.tick(now);
        });
    // L-7: links stop reading while three quarters of the queue are full.
    upkeep.every(BACK_PRESSURE, () -> links.hold(workers.waiting() > CryptoWorkers.QUEUE_MARK));
  }

  private Now now() {
    return new Now(clock.instant(), System.nanoTime());
  }
}
