// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;

/// The report as one JSON document; its members never change meaning within `"v": 1`.
public final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /// The document, indented.
  public static String of(DemoReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("v", 1);
    root.put("delivered", report.delivered());
    root.put("octetsIdentical", report.octetsIdentical());
    root.put("hops", report.hops());
    root.put("seconds", Math.round(report.seconds() * 10) / 10.0);
    root.put("messageOctets", report.messageOctets());
    parties(report, root.putArray("parties"));
    expectations(report, root.putObject("expectations"));
    root.put("searchWorks", report.searchWorks());
    report.broken().ifPresent(broken -> broken(report, broken, root.putObject("break")));
    report.evidence().ifPresent(folder -> root.put("evidence", folder));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void parties(DemoReport report, ArrayNode parties) {
    for (PartyReport party : report.parties()) {
      ObjectNode node = parties.addObject();
      node.put("party", party.name());
      node.put("entitled", party.entitled());
      Arrays.stream(Secret.values()).forEach(s -> node.put(s.label(), party.sees(s)));
      ObjectNode searched = node.putObject("searchedOctets");
      Arrays.stream(EvidenceKind.values())
          .filter(party.octets()::containsKey)
          .forEach(
              kind -> searched.put(kind.name().toLowerCase(Locale.ROOT), party.octets().get(kind)));
      node.put("markersFound", party.unmarked().isEmpty());
    }
  }

  private static void expectations(DemoReport report, ObjectNode node) {
    node.put("held", report.held());
    node.put("total", report.total());
    ArrayNode all = node.putArray("all");
    for (Expectation one : report.expectations()) {
      all.addObject()
          .put("id", one.id())
          .put("claim", one.claim())
          .put("holds", one.holds())
          .put("found", one.found());
    }
  }

  private static void broken(DemoReport report, Break broken, ObjectNode node) {
    node.put("name", broken.word());
    ArrayNode named = node.putArray("named");
    broken.red().forEach(named::add);
    ArrayNode red = node.putArray("red");
    report.red().forEach(red::add);
    node.put("exactly", report.exactlyAsBroken());
  }
}
