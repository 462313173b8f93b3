// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import nightmail.proto.packet.DropReason;

/// The totals of one tick, as shown.
public record MeterReading(long in, long out, long pool, Map<DropReason, Long> drops) {
  /// Before anything was counted.
  public static final MeterReading ZERO = new MeterReading(0, 0, 0, Map.of());

  public MeterReading {
    EnumMap<DropReason, Long> ordered = new EnumMap<>(DropReason.class);
    ordered.putAll(drops);
    drops = Collections.unmodifiableMap(ordered);
  }

  /// The aggregate log line of the minute since `before` (LG-1): `1m: in 41 out 38 pool 512 drops
  /// replay=1`, or `drops 0`.
  public String minuteLine(MeterReading before) {
    String dropped =
        drops.entrySet().stream()
            .filter(entry -> entry.getValue() > before.dropped(entry.getKey()))
            .map(
                entry ->
                    entry.getKey().label()
                        + '='
                        + (entry.getValue() - before.dropped(entry.getKey())))
            .collect(Collectors.joining(" "));
    return "1m: in %d out %d pool %d drops %s"
        .formatted(in - before.in, out - before.out, pool, dropped.isEmpty() ? "0" : dropped);
  }

  private long dropped(DropReason reason) {
    return drops.getOrDefault(reason, 0L);
  }
}
