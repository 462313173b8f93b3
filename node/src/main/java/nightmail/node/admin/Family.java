// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import java.util.List;
import nightmail.proto.packet.DropReason;
import org.jspecify.annotations.Nullable;

/// All names of metrics, with the one label each may have (ME-1).
///
/// `labels` lists every value the label can take; a family without label has none.
enum Family {
  PACKETS("packets", Pace.TICK, Shape.COUNT, "dir", labels(Counter.Packets.values())),
  DROPS("drops", Pace.TICK, Shape.COUNT, "reason", drops()),
  LOOPS("loops", Pace.TICK, Shape.COUNT, "result", labels(Counter.Loops.values())),
  SMTP_CONNECTIONS(
      "smtp_connections",
      Pace.TICK,
      Shape.COUNT,
      "result",
      labels(Counter.SmtpConnections.values())),
  DIRECTORY_REJECTS(
      "directory_rejects",
      Pace.TICK,
      Shape.COUNT,
      "rule",
      labels(Counter.DirectoryRejects.values())),
  POOL_PACKETS("pool_packets", Pace.TICK, Shape.POWER_OF_TWO, null, List.of()),
  LINKS("links", Pace.TICK, Shape.EXACT, "state", labels(Gauge.Links.values())),
  SPOOL_ROWS(
      "spool_rows", Pace.SLOW, Shape.POWER_OF_TWO, "state", labels(Gauge.SpoolRows.values())),
  DIRECTORY_AGE("directory_age_seconds", Pace.TICK, Shape.EXACT, null, List.of()),
  HEAP("jvm_heap_bytes", Pace.TICK, Shape.EXACT, null, List.of());

  /// Which tick moves the values.
  enum Pace {
    TICK,
    SLOW
  }

  /// How a value is shown.
  enum Shape {
    COUNT,
    EXACT,
    POWER_OF_TWO
  }

  private static final String PREFIX = "nightmail_";

  private final String stem;
  private final Pace pace;
  private final Shape shape;
  private final @Nullable String label; // null: the family has no label

  @SuppressWarnings("ImmutableEnumChecker") // all are made by toList or List.of
  private final List<String> labels;

  Family(String stem, Pace pace, Shape shape, @Nullable String label, List<String> labels) {
    this.stem = stem;
    this.pace = pace;
    this.shape = shape;
    this.label = label;
    this.labels = labels;
  }

  static Family of(Counter counter) {
    return switch (counter) {
      case Counter.Packets _ -> PACKETS;
      case Counter.Loops _ -> LOOPS;
      case Counter.SmtpConnections _ -> SMTP_CONNECTIONS;
      case Counter.DirectoryRejects _ -> DIRECTORY_REJECTS;
    };
  }

  static Family of(Gauge gauge) {
    return switch (gauge) {
      case Gauge.Pool _ -> POOL_PACKETS;
      case Gauge.Links _ -> LINKS;
      case Gauge.SpoolRows _ -> SPOOL_ROWS;
      case Gauge.Directory _ -> DIRECTORY_AGE;
    };
  }

  /// The name in the registry; counters get their `_total` when printed.
  String meterName() {
    return PREFIX + stem;
  }

  Pace pace() {
    return pace;
  }

  boolean counts() {
    return shape == Shape.COUNT;
  }

  @Nullable String label() {
    return label;
  }

  List<String> labels() {
    return labels;
  }

  /// The value as shown: exact, or the power of two at or above it.
  double shown(double value) {
    return shape == Shape.POWER_OF_TWO ? powerOfTwo((long) value) : value;
  }

  private static long powerOfTwo(long value) {
    return value <= 1 ? Math.max(0, value) : Long.highestOneBit(value - 1) << 1;
  }

  private static List<String> labels(Counter[] values) {
    return List.of(values).stream().map(Counter::label).toList();
  }

  private static List<String> labels(Gauge[] values) {
    return List.of(values).stream().map(Gauge::label).toList();
  }

  private static List<String> drops() {
    return List.of(DropReason.values()).stream().map(DropReason::label).toList();
  }
}
