// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoReportTest {
  private static final Map<Secret, Set<String>> ALL =
      Arrays.stream(Secret.values()).collect(Collectors.toMap(s -> s, _ -> Set.of("raw")));

  private static PartyReport party(String name, boolean entitled, Map<Secret, Set<String>> seen) {
    return new PartyReport(
        name,
        entitled,
        Map.of(EvidenceKind.LOGS, 10L, EvidenceKind.HEAP, 5_000_000L),
        seen,
        Set.of());
  }

  private static DemoReport report(PartyReport mix, boolean x1, Optional<Break> broken) {
    return new DemoReport(
        true,
        true,
        4,
        12.34,
        5_000,
        List.of(party("alice's gateway", true, ALL), mix),
        List.of(new Expectation("X1", "frames of one size", x1, "32,838 octets")),
        broken,
        Optional.empty());
  }

  @Test
  void everythingHoldsWhenTheSitesSeeAndTheMixDoesNot() {
    DemoReport report = report(party("mix 1", false, Map.of()), true, Optional.empty());

    assertEquals(9, report.total());
    assertEquals(9, report.held());
    assertTrue(report.allHolds());
  }

  @Test
  void siteThatDoesNotSeeIsRed() {
    var report =
        new DemoReport(
            true,
            true,
            4,
            1,
            1,
            List.of(party("sink", true, Map.of())),
            List.of(),
            Optional.empty(),
            Optional.empty());

    assertEquals(
        Set.of("sink/sender", "sink/recipient", "sink/subject", "sink/body"), report.red());
    assertFalse(report.allHolds());
  }

  /// DM-1.
  @Test
  void breakThatStaysGreenIsNoticed() {
    DemoReport green = report(party("mix 1", false, Map.of()), true, Optional.of(Break.PADDING));
    DemoReport red = report(party("mix 1", false, Map.of()), false, Optional.of(Break.PADDING));
    DemoReport tooRed =
        report(
            party("mix 1", false, Map.of(Secret.BODY, Set.of("raw"))),
            false,
            Optional.of(Break.PADDING));

    assertFalse(green.exactlyAsBroken());
    assertTrue(red.exactlyAsBroken());
    assertFalse(tooRed.exactlyAsBroken());
  }

  @Test
  void markerThatWasMissedSpoilsEverything() {
    var blind =
        new PartyReport(
            "mix 1", false, Map.of(EvidenceKind.HEAP, 1L), Map.of(), Set.of(EvidenceKind.HEAP));

    assertFalse(report(blind, true, Optional.empty()).allHolds());
  }

  @Test
  void jsonHasABooleanForEveryCell() throws Exception {
    DemoReport report = report(party("mix 1", false, Map.of()), true, Optional.of(Break.PADDING));

    JsonNode root = new ObjectMapper().readTree(ReportJson.of(report));

    assertEquals(12.3, root.get("seconds").asDouble());
    assertTrue(root.get("parties").get(0).get("recipient").asBoolean());
    assertFalse(root.get("parties").get(1).get("recipient").asBoolean());
    assertEquals(9, root.get("expectations").get("held").asInt());
    assertFalse(root.get("break").get("exactly").asBoolean());
  }

  /// CLI-1.
  @Test
  void tableFitsTheScreen() {
    DemoReport report = report(party("mix 1", false, Map.of()), false, Optional.empty());

    assertTrue(ReportTable.of(report).stream().allMatch(line -> line.length() <= 100));
    assertTrue(
        ReportTable.of(report).getLast().startsWith("8 of 9 expectations hold; red are [X1]"));
  }
}
