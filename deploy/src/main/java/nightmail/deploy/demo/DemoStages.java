// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import nightmail.deploy.evidence.Canary;
import nightmail.deploy.mail.DemoMail;
import nightmail.deploy.mail.Submission;
import nightmail.deploy.process.Children;
import nightmail.deploy.report.Break;
import nightmail.deploy.report.DemoReport;
import nightmail.deploy.sink.Mailbox;
import nightmail.deploy.sink.Sink;

/// The stages S0 to S9 of one demo, and what they hand on.
///
/// Owned by the thread that runs the demo.
final class DemoStages {
  /// Slower than the slots of the demo's rate class, so that long messages get time enough.
  private static final int OCTETS_PER_SECOND = 50_000;

  private static final Duration AFTER_RESENDING = Duration.ofSeconds(3);

  /// Memory images and twice the packets are work for the whole machine, however busy it is.
  private static final Duration FOR_DUMPS = Duration.ofMinutes(2);

  private final long startNanos = System.nanoTime();
  private final DemoOptions options;
  private final DemoMail mail;
  private final DemoFolder folder;
  private final Children children;
  private final Consumer<String> progress;
  private final SecureRandom random;
  private final String mark;
  private final Stages stages;
  private final Cast cast;
  private final Network network;
  private final List<RelayKeys> keys = new ArrayList<>();

  DemoStages(
      DemoOptions options,
      DemoMail mail,
      DemoFolder folder,
      Children children,
      Consumer<String> progress,
      SecureRandom random)
      throws DemoFailure {
    this.options = options;
    this.mail = mail;
    this.folder = folder;
    this.children = children;
    this.progress = progress;
    this.random = random;
    mark = Canary.draw(random);
    stages = new Stages(progress, children);
    cast = stages.run("S0 preflight: addresses, disk", () -> Preflight.check(folder.path()));
    network = new Network(cast, children, options.broken());
  }

  DemoReport all() throws DemoFailure, IOException {
    progress.accept("  test network, short delays: no anonymity; this version asks no DNS");
    stages.run("S1 keys, root, configurations", this::make);
    var returned = new Mailbox(cast.mta().state().resolve("returned"));
    try (Sink _ = Sink.open(address(cast.mta()), returned)) {
      stages.run("S2 authority, four mixes, two gateways, sink start", this::start);
      stages.run("S3 first consensus", this::awaitConsensus);
      stages.run("S4 links up, a loop home at every relay", this::awaitReady);
      stages.run("S5 alice submits by SMTP over TLS", this::submit);
      Delivery delivery = stages.run("S6 bob's MTA has the message", travel(), this::arrive);
      JsonNode facts = stages.run("S7 alice's gateway knows the outcome", travel(), this::outcome);
      int resent =
          stages.run(
              "S8 memory dumped, every packet sent again", travel().plus(FOR_DUMPS), this::freeze);
      children.close();
      boolean isReturned = !returned.messages().isEmpty();
      return stages.run(
          "S9 all evidence searched", travel(), () -> judge(delivery, facts, isReturned, resent));
    }
  }

  private Duration travel() {
    return Duration.ofSeconds(mail.octets().length / OCTETS_PER_SECOND);
  }

  private Instant make() throws IOException {
    Instant now = Instant.now();
    network.make(domains(), now, random);
    for (Place relay : cast.relays()) {
      keys.add(new RelayKeys(relay));
    }
    return now;
  }

  private List<String> domains() {
    return mail.forwardPaths().stream()
        .map(path -> path.substring(path.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  private Cast start() throws IOException {
    network.startAuthority();
    network.startOthers();
    return cast;
  }

  private Cast awaitConsensus() throws DemoFailure, IOException {
    String authority = cast.authority().host().main();
    stages.await(
        "the authority publishes a consensus",
        () -> Answers.status(authority, "/nightmail/v1/consensus/current") == 200);
    return cast;
  }

  private Cast awaitReady() throws DemoFailure, IOException {
    for (Place relay : cast.relays()) {
      String admin = relay.host().admin();
      stages.await(
          relay.name() + " is ready", () -> Answers.status(admin, "/healthz/ready") == 200);
    }
    return cast;
  }

  private Cast submit() throws IOException, GeneralSecurityException {
    readKeys();
    Path captures = cast.mta().captures();
    try (Submission submission =
        Submission.open(
            address(cast.alice()),
            certificate(),
            captures.resolve("outside"),
            captures.resolve("inside"),
            mark)) {
      submission.send(mail);
    }
    return cast;
  }

  private X509Certificate certificate() throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(cast.alice().folder().resolve("smtp-cert.pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  private Delivery arrive() throws IOException, DemoFailure {
    var mailbox = new Mailbox(cast.sink().state());
    stages.await(
        "every recipient has the message",
        () -> new Delivery(mail, mailbox.messages()).isComplete());
    return new Delivery(mail, mailbox.messages());
  }

  private JsonNode outcome() throws IOException, DemoFailure {
    stages.await(
        "alice's gateway has deleted the message",
        () -> {
          JsonNode facts = network.ask(cast.alice(), "facts");
          int done = facts.path("forgotten").asInt() + facts.path("failed").asInt();
          return done > 0 && done >= facts.path("kept").asInt();
        });
    return network.ask(cast.alice(), "facts");
  }

  /// Marks all evidence, dumps memories, and only then sends every packet again.
  private int freeze() throws IOException, DemoFailure {
    readKeys();
    for (Place place : cast.processes()) {
      network.ask(place, "mark " + mark);
      Files.writeString(place.state().resolve("mark"), mark);
    }
    tellSink();
    for (Place place : cast.processes()) {
      network.ask(place, "heap " + place.heap());
      network.ask(place, "memory " + place.memory());
      DeletedFiles.copy(place, network.pid(place));
    }
    readPorts();
    int resent = 0;
    for (Place relay : cast.relays()) {
      resent += network.ask(relay, "resend").asInt();
    }
    stages.let(AFTER_RESENDING);
    return resent;
  }

  private void readKeys() throws IOException {
    for (RelayKeys relay : keys) {
      relay.read();
    }
    if (options.broken().equals(Optional.of(Break.KEY))) {
      keys.get(1).borrow(keys.get(0), random);
    }
  }

  /// A word in the sink's own connection, which bob's gateway would have to say otherwise.
  private void tellSink() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(address(cast.sink()));
      socket.getOutputStream().write(("NOOP " + mark + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  private void readPorts() throws IOException {
    for (Place relay : cast.relays()) {
      for (String path : List.of("/metrics", "/healthz/live", "/healthz/ready", "/" + mark)) {
        Answers.keep(relay.host().admin(), path, relay.metrics());
      }
    }
    Place authority = cast.authority();
    for (String path : List.of("root/latest", "consensus/current", mark)) {
      Answers.keep(authority.host().main(), "/nightmail/v1/" + path, authority.metrics());
    }
  }

  private DemoReport judge(Delivery delivery, JsonNode facts, boolean isReturned, int resent)
      throws IOException {
    Files.createDirectories(cast.mta().state());
    Files.write(cast.mta().state().resolve("sent.eml"), mail.octets());
    Files.writeString(cast.mta().state().resolve("mark"), mark);
    var judge = new Judge(cast, keys, mail, mark, options.broken());
    boolean isDone =
        facts.path("failed").asInt() == 0 && facts.path("forgotten").asInt() > 0 && !isReturned;
    return new DemoReport(
        delivery.isComplete() && isDone,
        delivery.isIdentical(),
        judge.hops(),
        (System.nanoTime() - startNanos) / 1e9,
        mail.octets().length,
        judge.parties(),
        judge.rules(delivery, isDone, resent),
        options.broken(),
        folder.evidence());
  }

  private static InetSocketAddress address(Place place) {
    return new InetSocketAddress(place.host().address(), place.host().ports().get(1));
  }
}
