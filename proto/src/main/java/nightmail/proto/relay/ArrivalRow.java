// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.List;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;

/// What an exit's disk remembers of a message.
///
/// @param recipients how many the envelope names
/// @param sequence of the last change (`docs/spec/packet.md` §7.3)
/// @param records one for every recipient in FINAL; empty before
public record ArrivalRow(
    Token token,
    ArrivalState state,
    int recipients,
    int sequence,
    List<RecipientRecord> records,
    Instant doNotDeliverAfter) {
  public ArrivalRow {
    records = List.copyOf(records);
  }
}
