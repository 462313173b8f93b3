// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import nightmail.proto.packet.DropReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Map<String, Family> FAMILIES =
      Arrays.stream(Family.values())
          .collect(Collectors.toMap(Family::meterName, Function.identity()));

  private final Meters meters = new Meters(TickPace.PRODUCTION, "0.1.0");

  @Test
  @DisplayName("ME-1: the registry holds the named families with labels from enums, nothing else")
  void everySeriesHasAKnownNameAndLabel() {
    countEverything();

    for (Meter meter : meters.registry().getMeters()) {
      Family family = Optional.ofNullable(FAMILIES.get(meter.getId().getName())).orElseThrow();
      for (Tag tag : meter.getId().getTags()) {
        assertTrue(
            tag.getKey().equals(family.label()) && family.labels().contains(tag.getValue()),
            () -> meter.getId().toString());
      }
    }
    int series =
        FAMILIES.values().stream().mapToInt(family -> Math.max(1, family.labels().size())).sum();
    assertEquals(series, meters.registry().getMeters().size());
  }

  @Test
  @DisplayName("ME-2: a drop adds one to its own reason only")
  void aDropHasOneReason() {
    meters.drop(DropReason.REPLAY);
    meters.tick(NOON);

    assertEquals(1, line("nightmail_drops_total{reason=\"replay\"}"));
    assertEquals(1, meters.reading().drops().values().stream().mapToLong(n -> n).sum());
  }

  @Test
  @DisplayName("ME-3: 100 scrapes within a tick are identical, whatever happens meanwhile")
  void scrapesWithinATickAreIdentical() {
    meters.tick(NOON);
    String page = meters.page();

    for (int scrape = 0; scrape < 100; scrape++) {
      countEverything();
      assertFalse(meters.tick(NOON.plusMillis(599L * scrape)));
      assertEquals(page, meters.page());
    }
    assertTrue(meters.tick(NOON.plusSeconds(60)));
    assertEquals(100, line("nightmail_packets_total{dir=\"in\"}"));
  }

  @Test
  void ticksStandAtWholeMinutes() {
    meters.tick(NOON.plusSeconds(59));

    assertTrue(meters.tick(NOON.plusSeconds(60)));
  }

  @Test
  @DisplayName("ME-4: the pool is shown as a power of two")
  void poolIsAPowerOfTwo() {
    AtomicLong pool = new AtomicLong();
    meters.gauge(Gauge.Pool.PACKETS, pool::get);
    long[][] heldAndShown = {{0, 0}, {1, 1}, {2, 2}, {3, 4}, {4, 4}, {5, 8}, {300, 512}};

    for (int i = 0; i < heldAndShown.length; i++) {
      pool.set(heldAndShown[i][0]);
      meters.tick(NOON.plusSeconds(60L * i));

      assertEquals((double) heldAndShown[i][1], line("nightmail_pool_packets"));
    }
  }

  @Test
  void spoolRowsMoveOnTheSlowTickOnly() {
    AtomicLong rows = new AtomicLong(3);
    meters.gauge(Gauge.SpoolRows.OUTBOUND, rows::get);
    meters.tick(NOON);

    rows.set(9);
    meters.tick(NOON.plusSeconds(14 * 60));
    double before = line("nightmail_spool_rows{state=\"outbound\"}");
    meters.tick(NOON.plusSeconds(15 * 60));

    assertEquals(4, before);
    assertEquals(16, line("nightmail_spool_rows{state=\"outbound\"}"));
  }

  @Test
  void allSeriesAreThereBeforeAnythingHappens() {
    meters.tick(NOON);

    for (DropReason reason : DropReason.values()) {
      assertEquals(0, line("nightmail_drops_total{reason=\"" + reason.label() + "\"}"));
    }
    assertEquals(1, line("nightmail_build_info{version=\"0.1.0\"}"));
  }

  @Test
  @DisplayName("LG-1: one aggregate line a minute")
  void minuteLineTellsTheDifference() {
    MeterReading before = new MeterReading(100, 90, 64, Map.of(DropReason.REPLAY, 4L));
    MeterReading after =
        new MeterReading(141, 128, 512, Map.of(DropReason.REPLAY, 5L, DropReason.HEADER_MAC, 0L));

    assertEquals("1m: in 41 out 38 pool 512 drops replay=1", after.minuteLine(before));
    assertEquals("1m: in 0 out 0 pool 512 drops 0", after.minuteLine(after));
  }

  private void countEverything() {
    for (Counter counter : Counter.Packets.values()) {
      meters.count(counter);
    }
    for (Counter counter : Counter.Loops.values()) {
      meters.count(counter);
    }
    for (Counter counter : Counter.SmtpConnections.values()) {
      meters.count(counter);
    }
    for (Counter counter : Counter.DirectoryRejects.values()) {
      meters.count(counter);
    }
    for (DropReason reason : DropReason.values()) {
      meters.drop(reason);
    }
  }

  private double line(String series) {
    return meters
        .page()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + " is not in\n" + meters.page()));
  }
}
