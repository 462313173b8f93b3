// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.Map;
import java.util.TreeMap;

/// What was promised to senders, and what came of it, by the marks of letters.
final class Ledger {
  /// Ends of one letter.
  record Entry(int replyCode, int deliveries, int reports) {
    boolean isAccepted() {
      return replyCode == 250;
    }

    int ends() {
      return deliveries + reports;
    }
  }

  private static final Entry NOTHING = new Entry(0, 0, 0);
  private final Map<String, Entry> entries = new TreeMap<>();

  Entry of(String mark) {
    return entries.getOrDefault(mark, NOTHING);
  }

  Map<String, Entry> entries() {
    return entries;
  }

  void answered(String mark, int code) {
    entries.put(mark, new Entry(code, of(mark).deliveries(), of(mark).reports()));
  }

  void delivered(String mark) {
    entries.put(
        mark, new Entry(of(mark).replyCode(), of(mark).deliveries() + 1, of(mark).reports()));
  }

  void reported(String mark) {
    entries.put(
        mark, new Entry(of(mark).replyCode(), of(mark).deliveries(), of(mark).reports() + 1));
  }
}
