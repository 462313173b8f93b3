// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nightmail.deploy.capture.Captures;
import nightmail.deploy.capture.TappedLinks;
import nightmail.deploy.evidence.Canary;
import nightmail.deploy.evidence.Search;
import nightmail.deploy.mail.DemoMail;
import nightmail.deploy.report.Break;
import nightmail.deploy.report.EvidenceKind;
import nightmail.deploy.report.Expectation;
import nightmail.deploy.report.PartyReport;
import nightmail.deploy.trace.RelayView;
import nightmail.deploy.trace.Rules;
import nightmail.deploy.trace.Trace;
import nightmail.deploy.trace.WireSizes;

/// Decides what the evidence says, when all processes have ended.
///
/// Owned by the thread that runs the demo.
final class Judge {
  private final Cast cast;
  private final List<RelayView> views = new ArrayList<>();
  private final Search search;
  private final Trace trace;
  private final List<Evidence> parties;

  /// @param mark the word planted in all evidence
  Judge(Cast cast, List<RelayKeys> keys, DemoMail mail, String mark, Optional<Break> broken)
      throws IOException {
    this.cast = cast;
    List<Place> relays = cast.relays();
    for (int i = 0; i < relays.size(); i++) {
      Path inside = relays.get(i).captures().resolve(TappedLinks.INSIDE);
      views.add(new RelayView(relays.get(i).name(), inside, keys.get(i).all()));
    }
    var canaries = new ArrayList<>(mail.canaries());
    canaries.add(Canary.of(Evidence.MARK, mark));
    search = new Search(canaries);
    trace = Trace.of(views, broken.equals(Optional.of(Break.SEAL)));
    parties = gather();
  }

  /// Relays on the way of the mail's first packet.
  int hops() {
    return trace.path().size();
  }

  /// The mixes in the order the mail met them, those it did not meet last.
  private List<Place> mixes() {
    List<String> path = trace.path();
    return cast.mixes().stream()
        .sorted(
            Comparator.comparingInt(
                mix -> path.contains(mix.name()) ? path.indexOf(mix.name()) : path.size()))
        .toList();
  }

  private List<Evidence> gather() {
    Path smtp = cast.mta().captures();
    var all = new ArrayList<Evidence>();
    all.add(
        new Evidence("alice's MTA", true)
            .with(EvidenceKind.OUTSIDE, smtp.resolve(TappedLinks.OUTSIDE))
            .with(EvidenceKind.INSIDE, smtp.resolve(TappedLinks.INSIDE))
            .with(EvidenceKind.STATE, cast.mta().state()));
    all.add(
        Evidence.ofRelay("alice's gateway", true, cast.alice())
            .with(EvidenceKind.INSIDE, smtp.resolve(TappedLinks.INSIDE)));
    int number = 1;
    for (Place mix : mixes()) {
      all.add(Evidence.ofRelay("mix " + number++, false, mix));
    }
    all.add(
        Evidence.ofRelay("bob's gateway", true, cast.bob())
            .with(EvidenceKind.INSIDE, cast.sink().state()));
    all.add(
        Evidence.ofProcess("bob's MTA", true, cast.sink())
            .with(EvidenceKind.INSIDE, cast.sink().state()));
    all.add(
        Evidence.ofProcess("authority", false, cast.authority())
            .with(EvidenceKind.METRICS, cast.authority().metrics()));
    var wire = new Evidence("wire watcher", false);
    cast.relays()
        .forEach(r -> wire.with(EvidenceKind.OUTSIDE, r.captures().resolve(TappedLinks.OUTSIDE)));
    all.add(wire);
    return all;
  }

  /// Searches every party's evidence, as many at a time as there are processors.
  List<PartyReport> parties() throws IOException {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<PartyReport>> reports = new ArrayList<>();
      for (Evidence party : parties) {
        Callable<PartyReport> work = () -> party.search(search);
        reports.add(pool.submit(work));
      }
      var done = new ArrayList<PartyReport>();
      for (Future<PartyReport> report : reports) {
        done.add(report.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IOException("searching the evidence failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  List<Expectation> rules(Delivery delivery, boolean isDone, int resent) throws IOException {
    return List.of(
        WireSizes.check(links()),
        Rules.company(trace),
        Rules.oneKey(trace),
        Rules.noReplay(views, resent),
        delivered(delivery, isDone),
        silence());
  }

  private List<Path> links() throws IOException {
    var links = new ArrayList<Path>();
    for (Place relay : cast.relays()) {
      Captures.streams(relay.captures().resolve(TappedLinks.OUTSIDE)).stream()
          .filter(stream -> stream.getFileName().toString().startsWith("link-"))
          .forEach(links::add);
    }
    return links;
  }

  private static Expectation delivered(Delivery delivery, boolean isDone) {
    boolean holds = delivery.isComplete() && delivery.isIdentical() && isDone;
    return new Expectation(
        "X5",
        "octets equal, outcome DELIVERED, the gateway's copy gone",
        holds,
        "octets %s, %s"
            .formatted(
                delivery.isIdentical() ? "equal" : "differ",
                isDone ? "row deleted after the outcome" : "outcome is not DELIVERED"));
  }

  /// X7: nobody tells, not even those who may know.
  private Expectation silence() throws IOException {
    var told = new TreeSet<String>();
    for (Evidence party : parties) {
      told.addAll(party.told(search));
    }
    return new Expectation(
        "X7",
        "no log and no metric of any process names sender, recipient, subject or body",
        told.isEmpty(),
        told.isEmpty() ? "nothing found" : String.join(", ", told));
  }
}
