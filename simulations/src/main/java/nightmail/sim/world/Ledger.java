// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was promised and what came of it: every message that was answered 250, by a mark in it.
///
/// Owned by the simulation's thread.
public final class Ledger {
  private static final class Entry {
    private int delivered;
    private int reported;
    private long latencyNanos;
  }

  private final Map<String, Long> offered = new LinkedHashMap<>();
  private final Map<String, Entry> accepted = new LinkedHashMap<>();
  private final SortedMap<Long, Integer> latencies = new TreeMap<>();
  private int refused;
  private int altered;

  void offered(String mark, long nanos) {
    offered.put(mark, nanos);
  }

  void accepted(String mark) {
    accepted.put(mark, new Entry());
  }

  void refused() {
    refused++;
  }

  /// @param identical whether the octets are those that were sent
  void delivered(String mark, boolean identical, long nanos) {
    Entry entry = accepted.get(mark);
    if (entry == null) {
      altered++;
      return;
    }
    entry.delivered++;
    entry.latencyNanos = nanos - offered.getOrDefault(mark, nanos);
    latencies.merge(entry.latencyNanos, 1, Integer::sum);
    altered += identical ? 0 : 1;
  }

  void reported(String mark) {
    Entry entry = accepted.get(mark);
    if (entry != null) {
      entry.reported++;
    }
  }

  public int acceptedMessages() {
    return accepted.size();
  }

  public int refusedMessages() {
    return refused;
  }

  /// Messages delivered at least once.
  public int deliveredMessages() {
    return (int) accepted.values().stream().filter(e -> e.delivered > 0).count();
  }

  public int duplicates() {
    return accepted.values().stream().mapToInt(e -> Math.max(0, e.delivered - 1)).sum();
  }

  public int reportedMessages() {
    return (int) accepted.values().stream().filter(e -> e.reported > 0).count();
  }

  /// Deliveries whose octets were not those sent, or of messages nobody sent.
  public int altered() {
    return altered;
  }

  public boolean isSettled() {
    return accepted.values().stream().allMatch(e -> e.delivered > 0 || e.reported > 0);
  }

  /// Latency that `share` of the deliveries stayed within, in nanoseconds; 0 without any.
  public long latencyNanos(double share) {
    long wanted = (long) Math.ceil(share * latencies.values().stream().mapToInt(i -> i).sum());
    long seen = 0;
    for (Map.Entry<Long, Integer> entry : latencies.entrySet()) {
      seen += entry.getValue();
      if (seen >= wanted) {
        return entry.getKey();
      }
    }
    return 0;
  }
}
