// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightmail.proto.message.Token;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.SurbRecord;

/// What a gateway keeps to read the answers to its SURBs, in memory only (S-1, LM-4).
///
/// Owned by the relay core thread.
final class Replies {
  /// A SURB that is out.
  record Expected(SurbRecord record, Token token, int round, long untilNanos) {}

  private final Map<LocalId, Expected> expected = new LinkedHashMap<>();
  private final int capacity;

  /// @param capacity records at most; at the bound letters wait in their slots
  Replies(int capacity) {
    this.capacity = capacity;
  }

  /// Whether `more` further records fit.
  boolean hasRoom(int more) {
    return expected.size() + more <= capacity;
  }

  void expect(List<SurbRecord> records, Token token, int round, long untilNanos) {
    records.forEach(r -> expected.put(r.id(), new Expected(r, token, round, untilNanos)));
  }

  boolean expects(LocalId id) {
    return expected.containsKey(id);
  }

  /// The record of an answer that came; gone from now on, since a SURB serves once.
  Optional<Expected> take(LocalId id) {
    return Optional.ofNullable(expected.remove(id));
  }

  void forget(Token token) {
    expected.values().removeIf(e -> e.token().equals(token));
  }

  void expire(long nowNanos) {
    expected.values().removeIf(e -> e.untilNanos() <= nowNanos);
  }

  int size() {
    return expected.size();
  }
}
