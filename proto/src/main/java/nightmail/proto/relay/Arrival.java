// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.RecipientRecord.Action;
import nightmail.proto.message.Refusal;
import nightmail.proto.message.Token;
import nightmail.proto.smtp.RecipientOutcome;
import org.jspecify.annotations.Nullable;

/// A message at its exit, from custody on: who has it, who still waits.
///
/// Owned by the relay core thread.
final class Arrival {
  final Token token;
  final Instant doNotDeliverAfter;
  ArrivalState state;

  /// Counts what goes to disk and nothing else: were it ahead of the disk, a restart would take it
  /// back, and the gateway would ignore the outcome as an old answer (CS-15).
  int sequence;

  /// Why it was refused; only in REFUSED.
  @Nullable Refusal refusal;

  /// Failed attempts so far; lengthens the wait for the next.
  int attempts;

  /// The recipients of the attempt that is under way; empty if none is.
  List<Integer> attempted = List.of();

  private final List<RecipientRecord> records = new ArrayList<>();

  Arrival(Token token, Instant doNotDeliverAfter, ArrivalState state, int sequence) {
    this.token = token;
    this.doNotDeliverAfter = doNotDeliverAfter;
    this.state = state;
    this.sequence = sequence;
  }

  /// Starts with nothing known of any of the recipients.
  void expect(int recipients) {
    for (int i = 0; i < recipients; i++) {
      records.add(new RecipientRecord(i, Action.PENDING, 0, 0, 0, 0, 0));
    }
  }

  void restore(List<RecipientRecord> known) {
    records.addAll(known);
  }

  List<RecipientRecord> records() {
    return List.copyOf(records);
  }

  List<Integer> waiting() {
    return records.stream()
        .filter(r -> !r.action().isFinal())
        .map(RecipientRecord::recipient)
        .toList();
  }

  /// Notes what the attempt under way did, outcome by outcome in its order.
  void note(List<RecipientOutcome> outcomes) {
    for (int i = 0; i < Math.min(outcomes.size(), attempted.size()); i++) {
      int recipient = attempted.get(i);
      records.set(recipient, Records.of(recipient, outcomes.get(i)));
    }
    attempted = List.of();
  }

  /// Time is over: who still waits has failed (4.4.7).
  void expire() {
    for (int recipient : waiting()) {
      records.set(recipient, new RecipientRecord(recipient, Action.FAILED, 4, 4, 7, 0, 13));
    }
  }
}
