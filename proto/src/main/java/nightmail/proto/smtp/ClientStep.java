// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.List;

/// What a [ClientDialogue] wants done, in this order.
public sealed interface ClientStep {
  /// Write these octets to the server.
  ///
  /// @param bytes passes to the receiver
  @SuppressWarnings("ArrayRecordComponent") // a message, not a value: never compared
  record Send(byte[] bytes) implements ClientStep {}

  /// Drop every octet already read, shake hands, then say [ClientInput.TlsDone].
  record StartTls() implements ClientStep {}

  /// Give the mail: any number of [ClientInput.MessageOctets], then [ClientInput.MessageEnd].
  record WantMessage() implements ClientStep {}

  /// The outcome, one per recipient in the order of the envelope; said exactly once.
  record Finished(List<RecipientOutcome> outcomes) implements ClientStep {
    public Finished {
      outcomes = List.copyOf(outcomes);
    }
  }

  /// Close the connection once everything before is written.
  record Close() implements ClientStep {}
}
