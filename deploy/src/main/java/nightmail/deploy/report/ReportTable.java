// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The report as a table of at most 100 columns.
public final class ReportTable {
  private ReportTable() {}

  /// The lines, without line ends.
  public static List<String> of(DemoReport report) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Who saw what");
    lines.add(row("party", List.of("sender", "recipient", "subject", "body"), "searched"));
    lines.add("-".repeat(78));
    for (PartyReport party : report.parties()) {
      List<String> cells = Arrays.stream(Secret.values()).map(s -> cell(party, s)).toList();
      lines.add(row(party.name(), cells, size(party.allOctets())));
    }
    lines.add("");
    for (Expectation rule : report.rules()) {
      lines.add(String.format(Locale.ROOT, "%-3s %-3s  %s", mark(rule), rule.id(), rule.claim()));
      lines.add("         " + rule.found());
    }
    lines.add("");
    lines.addAll(controls(report));
    lines.add(outcome(report));
    lines.add(verdict(report));
    return List.copyOf(lines);
  }

  private static String row(String party, List<String> cells, String octets) {
    return String.format(
        Locale.ROOT,
        "%-22s %-10s %-10s %-10s %-10s %10s",
        party,
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        octets);
  }

  private static String cell(PartyReport party, Secret secret) {
    String word = party.sees(secret) ? "SEES" : "no";
    return party.cell(secret).holds() ? word : word + " (!)";
  }

  private static String mark(Expectation rule) {
    return rule.holds() ? "ok" : "RED";
  }

  private static List<String> controls(DemoReport report) {
    var lines = new ArrayList<String>();
    int planted = report.parties().stream().mapToInt(party -> party.octets().size()).sum();
    int missed = report.parties().stream().mapToInt(party -> party.unmarked().size()).sum();
    lines.add(
        "Control: of %d markers planted, one in each kind of evidence, the search found %d."
            .formatted(planted, planted - missed));
    for (PartyReport party : report.parties()) {
      for (EvidenceKind kind : party.unmarked()) {
        lines.add("  not found: " + party.name() + ", " + kind.title());
      }
    }
    return lines;
  }

  private static String outcome(DemoReport report) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s over %d relays, %.1f s in all.",
        report.delivered() ? "Delivered" : "NOT delivered",
        report.octetsIdentical() ? "octets identical" : "octets NOT identical",
        size(report.messageOctets()),
        report.hops(),
        report.seconds());
  }

  private static String verdict(DemoReport report) {
    String count = report.held() + " of " + report.total() + " expectations hold";
    if (report.broken().isPresent()) {
      Break broken = report.broken().get();
      String red = "Without " + broken.word() + " (" + broken.effect() + ") " + count + "; ";
      return red
          + (report.exactlyAsBroken()
              ? "exactly those turned red that should."
              : "red are " + report.red() + ", wanted were " + broken.red() + ".");
    }
    return report.allHolds()
        ? count + "; nobody outside the two sites holds both names."
        : count + "; red are " + report.red() + ".";
  }

  private static String size(long octets) {
    if (octets < 10_000) {
      return octets + " B";
    }
    return octets < 10_000_000
        ? String.format(Locale.ROOT, "%.1f kB", octets / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", octets / 1e6);
  }
}
