// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class BenchOutputTest {
  private static final Measured UNWRAP =
      new Measured("unwrap", new Spread(240, 250.126, 260), new Spread(190, 200, 210), 936);
  private static final Measured LIONESS =
      new Measured("lioness", new Spread(40, 44, 50), new Spread(40, 41.25, 43), -16);

  @Test
  void jsonHasOneRowForEachResult() {
    assertEquals(
        """
        {
          "v" : 1,
          "results" : [ {
            "name" : "unwrap",
            "micros" : 250.13,
            "primitivesMicros" : 200.0,
            "ratio" : 1.251,
            "garbageBytes" : 936
          }, {
            "name" : "lioness",
            "micros" : 44.0,
            "primitivesMicros" : 41.25,
            "ratio" : 1.067,
            "garbageBytes" : -16
          } ]
        }\
        """,
        BenchJson.of(List.of(UNWRAP, LIONESS)));
  }

  @Test
  void tableShowsMedianQuartilesRatioAndGarbage() {
    String row = BenchTable.of(List.of(UNWRAP)).lines().skip(1).findFirst().orElseThrow();

    assertEquals("unwrap 250.1 240.0…260.0 200.0 190.0…210.0 1.25 936", row.replaceAll(" +", " "));
  }

  @Test
  void spreadIsMedianAndQuartiles() {
    assertEquals(new Spread(2, 3, 4), Spread.of(new double[] {5, 1, 4, 2, 3}));
  }

  @Test
  void garbageBeyondThePrimitivesIsCounted() {
    Plan plan = new Plan(Duration.ofMillis(50), 9, Duration.ofMillis(1), Duration.ofSeconds(1));
    Pair pair = new Pair(() -> new byte[984], () -> new byte[0]);

    Measured measured = new Measurement(plan).of("array", pair);

    assertTrue(Math.abs(measured.garbageBytes() - 984) <= 16, measured.toString());
  }

  @Test
  void theFullSetHasEverySubject() throws NoSuchFieldException {
    Param param = PacketPathBenchmark.class.getField("subject").getAnnotation(Param.class);

    assertEquals(
        Arrays.stream(Subject.values()).map(Subject::label).toList(), List.of(param.value()));
  }

  @Test
  void theShortFormNamesItsOptions() {
    List<String> command = ShortForm.command(true, true);

    assertEquals(List.of("--quick", "--json"), command.subList(command.size() - 2, command.size()));
  }
}
