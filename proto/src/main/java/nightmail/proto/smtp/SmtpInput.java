// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

/// What happens to a [ServerDialogue].
public sealed interface SmtpInput {
  /// The connection is there; the first input of every dialogue.
  record Connected() implements SmtpInput {}

  /// Octets from the client, in any cuts.
  ///
  /// @param bytes passes to the dialogue
  @SuppressWarnings("ArrayRecordComponent") // a message, not a value: never compared
  record Octets(byte[] bytes) implements SmtpInput {}

  /// The handshake asked for by [SmtpStep.StartTls] is done.
  record TlsStarted() implements SmtpInput {}

  /// The answer to [SmtpStep.CheckRecipient]: a positive reply takes the recipient.
  record RecipientChecked(SmtpReply reply) implements SmtpInput {}

  /// The answer to [SmtpStep.Submit]: 250 only once octets and row are durable (SV-17).
  record Submitted(SmtpReply reply) implements SmtpInput {}

  /// From now on the server is, or is no longer, under stress or short of spool (SV-10, SV-15).
  record Load(boolean stressed, boolean spoolShort) implements SmtpInput {}

  /// A deadline of the owner passed; the dialogue says 421 and closes.
  record TimedOut() implements SmtpInput {}

  /// The program stops; the dialogue says 421 at the next command.
  record Stopping() implements SmtpInput {}

  /// The connection is gone.
  record Lost() implements SmtpInput {}
}
