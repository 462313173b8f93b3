// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

/// What happens to a [ClientDialogue].
public sealed interface ClientInput {
  /// The connection is there; the first input of every dialogue.
  record Connected() implements ClientInput {}

  /// Octets from the server, in any cuts.
  ///
  /// @param bytes passes to the dialogue
  @SuppressWarnings("ArrayRecordComponent") // a message, not a value: never compared
  record Octets(byte[] bytes) implements ClientInput {}

  /// How the handshake asked for by [ClientStep.StartTls] went.
  ///
  /// @param good established, and authenticated as far as the owner's policy wants
  record TlsDone(boolean good) implements ClientInput {}

  /// Octets of the mail, asked for by [ClientStep.WantMessage].
  ///
  /// @param bytes passes to the dialogue
  @SuppressWarnings("ArrayRecordComponent") // a message, not a value: never compared
  record MessageOctets(byte[] bytes) implements ClientInput {}

  /// All octets of the mail were given.
  record MessageEnd() implements ClientInput {}

  /// The mail cannot be read to its end; nothing may be delivered.
  record MessageBroken() implements ClientInput {}

  /// The time-out of [ClientDialogue#timeout] passed.
  record TimedOut() implements ClientInput {}

  /// The connection is gone.
  record Lost() implements ClientInput {}
}
