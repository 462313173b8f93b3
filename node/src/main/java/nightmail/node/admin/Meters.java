// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import nightmail.proto.packet.DropReason;

/// All metrics of a node.
///
/// Counting is free and exact; what is *shown* moves on ticks only, so that two scrapes within a
/// tick are identical and no figure tells when a single packet came (ME-3, ME-4). All series exist
/// from the start: one that appears with its first event would tell the event.
///
/// Safe for any thread; [#tick] is called by one at a time.
public final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Series, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<Series, DoubleSupplier> sources = new ConcurrentHashMap<>();
  private final Map<Series, Double> shown = new ConcurrentHashMap<>();
  private final TickPace pace;

  /// Written by hand: the registry keeps names that end in `_info` for itself.
  private final String buildInfo;

  private long lastTick = Long.MIN_VALUE;
  private long lastSlowTick = Long.MIN_VALUE;
  private volatile String page = "";

  /// One line of the page; `label` is empty when the family has none.
  private record Series(Family family, String label) {}

  /// `version` is the program's own, plain text without quotes.
  public Meters(TickPace pace, String version) {
    this.pace = pace;
    this.buildInfo =
        "# TYPE nightmail_build_info gauge\nnightmail_build_info{version=\"%s\"} 1\n"
            .formatted(version);
    for (Family family : Family.values()) {
      List<String> labels = family.label() == null ? List.of("") : family.labels();
      labels.forEach(label -> register(new Series(family, label)));
    }
    sources.put(new Series(Family.HEAP, ""), Meters::heapBytes);
  }

  private void register(Series series) {
    Family family = series.family();
    shown.put(series, 0.0);
    Tags tags = tags(series);
    if (family.counts()) {
      counts.put(series, new LongAdder());
      FunctionCounter.builder(family.meterName(), this, meters -> meters.shown(series))
          .tags(tags)
          .register(registry);
    } else {
      io.micrometer.core.instrument.Gauge.builder(
              family.meterName(), this, meters -> meters.shown(series))
          .tags(tags)
          .strongReference(true)
          .register(registry);
    }
  }

  private static Tags tags(Series series) {
    String label = series.family().label();
    return label == null ? Tags.empty() : Tags.of(label, series.label());
  }

  public void count(Counter counter) {
    adder(new Series(Family.of(counter), counter.label())).increment();
  }

  /// Adds one to exactly one reason (ME-2).
  public void drop(DropReason reason) {
    adder(new Series(Family.DROPS, reason.label())).increment();
  }

  /// Names the source of a gauge, read at each tick by the ticking thread; it must not block.
  public void gauge(Gauge gauge, DoubleSupplier source) {
    Family family = Family.of(gauge);
    String label = family.label() == null ? "" : gauge.label();
    sources.put(new Series(family, label), source);
  }

  /// Shows the counts as they are at `now`, at most once per tick of the pace; answers whether
  /// anything was renewed. The first call always shows.
  public boolean tick(Instant now) {
    long tick = pace.tickAt(now);
    if (tick == lastTick) {
      return false;
    }
    lastTick = tick;
    boolean slow = pace.slowTickAt(now) != lastSlowTick;
    lastSlowTick = pace.slowTickAt(now);
    counts.forEach((series, count) -> show(series, (double) count.sum(), slow));
    sources.forEach((series, source) -> show(series, source.getAsDouble(), slow));
    page = registry.scrape() + buildInfo;
    return true;
  }

  private void show(Series series, double value, boolean slow) {
    if (slow || series.family().pace() == Family.Pace.TICK) {
      shown.put(series, series.family().shown(value));
    }
  }

  /// The page of the last tick in Prometheus text; empty before the first.
  public String page() {
    return page;
  }

  /// The totals of the last tick.
  public MeterReading reading() {
    EnumMap<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      drops.put(reason, (long) shown(new Series(Family.DROPS, reason.label())));
    }
    return new MeterReading(
        (long) shown(new Series(Family.PACKETS, Counter.Packets.IN.label())),
        (long) shown(new Series(Family.PACKETS, Counter.Packets.OUT.label())),
        (long) shown(new Series(Family.POOL_PACKETS, "")),
        drops);
  }

  /// For the test that walks all meters.
  MeterRegistry registry() {
    return registry;
  }

  private double shown(Series series) {
    return shown.getOrDefault(series, 0.0);
  }

  private LongAdder adder(Series series) {
    LongAdder adder = counts.get(series);
    if (adder == null) {
      throw new IllegalStateException("no such series: " + series);
    }
    return adder;
  }

  private static double heapBytes() {
    Runtime runtime = Runtime.getRuntime();
    return (double) runtime.totalMemory() - runtime.freeMemory();
  }
}
