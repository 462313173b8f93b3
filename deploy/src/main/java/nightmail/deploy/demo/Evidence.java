// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nightmail.deploy.capture.TappedLinks;
import nightmail.deploy.evidence.Findings;
import nightmail.deploy.evidence.Search;
import nightmail.deploy.report.EvidenceKind;
import nightmail.deploy.report.PartyReport;
import nightmail.deploy.report.Secret;

/// What one party holds: files and folders by kind, all of them searched.
final class Evidence {
  /// The label of the planted marker.
  static final String MARK = "mark";

  private final String party;
  private final boolean entitled;
  private final Map<EvidenceKind, List<Path>> places = new EnumMap<>(EvidenceKind.class);

  Evidence(String party, boolean entitled) {
    this.party = party;
    this.entitled = entitled;
  }

  /// A party that is a relay: everything.
  static Evidence ofRelay(String party, boolean entitled, Place place) {
    return ofProcess(party, entitled, place)
        .with(EvidenceKind.OUTSIDE, place.captures().resolve(TappedLinks.OUTSIDE))
        .with(EvidenceKind.INSIDE, place.captures().resolve(TappedLinks.INSIDE))
        .with(EvidenceKind.METRICS, place.metrics());
  }

  /// A party that is a process without links.
  static Evidence ofProcess(String party, boolean entitled, Place place) {
    return new Evidence(party, entitled)
        .with(EvidenceKind.STATE, place.state())
        .with(EvidenceKind.STATE, DeletedFiles.folder(place))
        .with(EvidenceKind.LOGS, place.log())
        .with(EvidenceKind.HEAP, place.heap())
        .with(EvidenceKind.MEMORY, place.memory());
  }

  Evidence with(EvidenceKind kind, Path place) {
    places.computeIfAbsent(kind, _ -> new ArrayList<>()).add(place);
    return this;
  }

  /// Searches all of it.
  PartyReport search(Search search) throws IOException {
    Map<EvidenceKind, Long> octets = new EnumMap<>(EvidenceKind.class);
    Map<Secret, Set<String>> seen = new EnumMap<>(Secret.class);
    Set<EvidenceKind> unmarked = EnumSet.noneOf(EvidenceKind.class);
    for (var entry : places.entrySet()) {
      Findings findings = findings(search, entry.getValue());
      octets.put(entry.getKey(), findings.octets());
      if (!findings.has(MARK)) {
        unmarked.add(entry.getKey());
      }
      Arrays.stream(Secret.values())
          .filter(secret -> findings.has(secret.label()))
          .forEach(
              secret ->
                  seen.computeIfAbsent(secret, _ -> new TreeSet<>())
                      .addAll(findings.encodings(secret.label())));
    }
    return new PartyReport(party, entitled, octets, seen, unmarked);
  }

  /// Labels found in logs and answers, whoever may see them elsewhere (X7).
  Set<String> told(Search search) throws IOException {
    var told = new TreeSet<String>();
    for (EvidenceKind kind : List.of(EvidenceKind.LOGS, EvidenceKind.METRICS)) {
      Findings findings = findings(search, places.getOrDefault(kind, List.of()));
      Arrays.stream(Secret.values())
          .map(Secret::label)
          .filter(findings::has)
          .forEach(label -> told.add(party + " tells the " + label));
    }
    return told;
  }

  private static Findings findings(Search search, List<Path> places) throws IOException {
    var findings = new Findings();
    for (Path place : places) {
      if (Files.exists(place)) {
        findings.add(search.below(place));
      }
    }
    return findings;
  }
}
