// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightmail.deploy.child.AuthorityMain;
import nightmail.deploy.child.NodeMain;
import nightmail.deploy.child.SinkMain;
import nightmail.deploy.operate.NodeAddresses;
import nightmail.deploy.operate.NodeFolder;
import nightmail.deploy.operate.NodePlan;
import nightmail.deploy.process.Children;
import nightmail.deploy.process.JavaCommand;
import nightmail.deploy.report.Break;
import nightmail.directory.AuthorityInit;
import nightmail.directory.config.AuthorityConfig;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Admission;
import nightmail.proto.document.Profile;

/// The network of the demo: makes its folders, starts its processes, asks them.
///
/// Owned by the thread that runs the demo.
final class Network {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String VERSION = "0.1.0-demo";
  private static final int HEAP_MEBIBYTES = 256;

  /// Enough slots that a mix is never nearly empty (X2).
  private static final int RATE_CLASS = 16;

  private final Cast cast;
  private final Children children;
  private final Optional<Break> broken;

  Network(Cast cast, Children children, Optional<Break> broken) {
    this.cast = cast;
    this.children = children;
    this.broken = broken;
  }

  /// Keys, root and configuration of everybody.
  ///
  /// @param domains of the recipients, all of them bob's
  void make(List<String> domains, Instant now, SecureRandom random) throws IOException {
    Host host = cast.authority().host();
    String url = "http://" + host.main() + "/";
    Fixed32 network =
        AuthorityInit.make(
            new AuthorityInit.Plan(
                cast.authority().state(),
                "demo",
                "only",
                host.address(),
                new InetSocketAddress(host.address(), host.ports().get(0)),
                url,
                Profile.TEST,
                Admission.OPEN,
                now),
            random);
    for (Place relay : cast.relays()) {
      makeNode(relay, network, URI.create(url), domains, now, random);
    }
  }

  private void makeNode(
      Place place, Fixed32 network, URI url, List<String> domains, Instant now, SecureRandom random)
      throws IOException {
    boolean isBob = place.equals(cast.bob());
    String reinject = isBob ? cast.sink().host().smtp() : cast.mta().host().smtp();
    NodeFolder.make(
        new NodePlan(
            place.folder(),
            cast.gateways().contains(place),
            place.name(),
            "postmaster@" + place.name() + ".example",
            network,
            Profile.TEST,
            url,
            new NodeAddresses(
                place.host().main(), place.host().smtp(), reinject, place.host().admin()),
            isBob ? domains : List.of("sender.example"),
            RATE_CLASS),
        now,
        random);
  }

  void startAuthority() throws IOException {
    Path config = cast.authority().state().resolve(AuthorityConfig.FILE);
    start(cast.authority(), AuthorityMain.class, List.of(config.toString()));
  }

  /// The relays and the sink; returns when each has opened its ports.
  void startOthers() throws IOException {
    Host sink = cast.sink().host();
    start(
        cast.sink(),
        SinkMain.class,
        List.of(sink.address(), sink.ports().get(1).toString(), cast.sink().state().toString()));
    for (Place relay : cast.relays()) {
      var arguments = new ArrayList<String>();
      arguments.add(relay.folder().resolve(NodeFolder.CONFIG).toString());
      arguments.add(relay.captures().toString());
      arguments.add(VERSION);
      broken.map(Break::word).ifPresent(arguments::add);
      start(relay, NodeMain.class, arguments);
    }
    for (Place place : cast.processes()) {
      children.named(place.name()).answer(PATIENCE);
    }
  }

  private void start(Place place, Class<?> main, List<String> arguments) throws IOException {
    Files.createDirectories(place.folder());
    children.start(
        place.name(), JavaCommand.of(main.getName(), HEAP_MEBIBYTES, arguments), place.log());
  }

  /// Asks one process.
  JsonNode ask(Place place, String question) throws IOException {
    return children.named(place.name()).ask(question, PATIENCE);
  }

  long pid(Place place) {
    return children.named(place.name()).pid();
  }
}
