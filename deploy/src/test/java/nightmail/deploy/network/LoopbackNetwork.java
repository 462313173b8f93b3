// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.network;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import nightmail.deploy.sink.Mailbox;
import nightmail.deploy.sink.Sink;
import nightmail.directory.AuthorityInit;
import nightmail.directory.AuthorityProgram;
import nightmail.directory.config.AuthorityConfig;
import nightmail.node.Relay;
import nightmail.node.Wiring;
import nightmail.node.config.Config;
import nightmail.node.config.ConfigReader;
import nightmail.node.config.NodeConfig;
import nightmail.node.disk.RealDisk;
import nightmail.node.keys.NodeIdentity;
import nightmail.node.runtime.Instruments;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Admission;
import nightmail.proto.document.Profile;

/// A real network in one JVM: an authority, four mixes, two gateways and a mail server, each on a
/// loopback address of its own. Stops and starts single relays over their state folders.
final class LoopbackNetwork implements AutoCloseable {
  static final int SENDER = 4;
  static final int RECIPIENT = 5;

  private static final int RELAYS = 6;
  private static final int FIRST_NET = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /// Where one relay lives.
  private record Place(Path folder, NodeConfig config, NodeIdentity identity) {}

  private final SecureRandom random = new SecureRandom();
  private final Path base;
  private final AuthorityProgram authority;
  private final Sink sink;
  private final Mailbox mailbox;
  private final List<Place> places = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  LoopbackNetwork(Path base) throws IOException, InterruptedException {
    this.base = base;
    Path home = Files.createDirectories(base.resolve("authority"));
    InetSocketAddress listen =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort("127.0.0.1"));
    String url = "http://127.0.0.1:" + listen.getPort();
    Instant start = Instant.now().plusSeconds(6);
    Fixed32 network =
        AuthorityInit.make(
            new AuthorityInit.Plan(
                home, "test", "one", "localhost", listen, url, Profile.TEST, Admission.OPEN, start),
            random);
    authority = AuthorityProgram.start(AuthorityConfig.load(home.resolve(AuthorityConfig.FILE)));
    mailbox = new Mailbox(Files.createDirectories(base.resolve("mail")));
    sink = Sink.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), mailbox);
    for (int i = 0; i < RELAYS; i++) {
      places.add(place(i, network, url));
      relays.add(start(i));
    }
  }

  private Place place(int number, Fixed32 network, String mirror) throws IOException {
    Path folder = Files.createDirectories(base.resolve("relay" + number));
    Path file = folder.resolve("nightmail.toml");
    Files.writeString(file, toml(number, folder, network, mirror));
    if (ConfigReader.read(file) instanceof Config.Loaded(NodeConfig config)) {
      Files.createDirectories(config.node().stateDir());
      NodeIdentity identity =
          NodeIdentity.create(
              config.node().stateDir().resolve("identity"),
              network,
              Instant.now(),
              new RealDisk(),
              random);
      return new Place(folder, config, identity);
    }
    throw new IllegalStateException("the test writes a bad configuration");
  }

  private String toml(int number, Path folder, Fixed32 network, String mirror) throws IOException {
    String ip = "127." + (FIRST_NET + number) + ".0.1";
    boolean gateway = number >= SENDER;
    String common =
        """
        config_version = 1
        [node]
        roles = [%s]
        name = "relay%d"
        contact = "ops@relay%d.example"
        state_dir = "%s"
        [network]
        root = "%s"
        profile = "test"
        mirrors = ["%s"]
        [link]
        listen = ["%s:%d"]
        [admin]
        listen = "%s:%d"
        """
            .formatted(
                gateway ? "\"mix\", \"gateway\"" : "\"mix\"",
                number,
                number,
                folder.resolve("state"),
                network.hex(),
                mirror,
                ip,
                freePort(ip),
                ip,
                freePort(ip));
    return gateway
        ? common
            + """
            [cover]
            rate_class = 4
            [domains]
            own = ["%s"]
            [smtp]
            listen = ["%s:%d"]
            reinject_in = "127.0.0.1:%d"
            """
                .formatted(
                    number == SENDER ? "sender.example" : "recipient.example",
                    ip,
                    freePort(ip),
                    sink.port())
        : common;
  }

  private static int freePort(String ip) throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(ip))) {
      return probe.getLocalPort();
    }
  }

  private Relay start(int number) throws IOException {
    Place place = places.get(number);
    return Wiring.start(place.config(), place.identity(), Instruments.NONE, "test");
  }

  void stop(int number) {
    relays.get(number).close();
  }

  void startAgain(int number) throws IOException {
    relays.set(number, start(number));
  }

  InetSocketAddress smtp(int gateway) {
    return places.get(gateway).config().smtp().listen().getFirst();
  }

  Mailbox mailbox() {
    return mailbox;
  }

  void awaitReady(int number) throws IOException, InterruptedException, TimeoutException {
    await("relay " + number + " ready", () -> page(number, "/healthz/ready").startsWith("ok"));
  }

  /// Waits until the sender's gateway takes mail for the recipient's domain.
  void awaitServed() throws IOException, InterruptedException, TimeoutException {
    await("recipient.example served", () -> isServed("bob@recipient.example"));
  }

  private boolean isServed(String recipient) throws IOException {
    InetSocketAddress server = smtp(SENDER);
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      in.readLine();
      String reply = "";
      for (String line :
          List.of("HELO probe.example", "MAIL FROM:<>", "RCPT TO:<" + recipient + ">")) {
        socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
        reply = in.readLine();
      }
      return reply != null && reply.startsWith("250");
    }
  }

  /// The sample of a metric whose line begins with `name`; negative if there is none.
  double metric(int number, String name) throws IOException, InterruptedException {
    return page(number, "/metrics")
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private String page(int number, String path) throws IOException, InterruptedException {
    InetSocketAddress admin = places.get(number).config().admin().listen();
    URI uri = URI.create("http://" + admin.getHostString() + ":" + admin.getPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  /// Something that becomes true.
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /// Looks until the condition holds.
  static void await(String what, Condition condition)
      throws IOException, InterruptedException, TimeoutException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        throw new TimeoutException("waited in vain for: " + what);
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  @Override
  public void close() throws IOException {
    relays.forEach(Relay::close);
    sink.close();
    authority.close();
    http.close();
  }
}
