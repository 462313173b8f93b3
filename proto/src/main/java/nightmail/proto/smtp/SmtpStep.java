// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Recipient;

/// What a [ServerDialogue] wants done, in this order.
public sealed interface SmtpStep {
  /// Write this reply to the client.
  record Reply(SmtpReply reply) implements SmtpStep {}

  /// Stop reading at once, drop every octet already read, shake hands, then say
  /// [SmtpInput.TlsStarted]. The reply 220 stands before this step and travels in clear (SV-6).
  record StartTls() implements SmtpStep {}

  /// May this recipient be served? Answered by [SmtpInput.RecipientChecked]; until then the
  /// dialogue reads nothing further.
  record CheckRecipient(Envelope soFar, Recipient recipient) implements SmtpStep {}

  /// A mail begins; chunks follow.
  ///
  /// @param declaredBytes of the SIZE parameter; −1 if none
  record BeginData(Envelope envelope, long declaredBytes) implements SmtpStep {}

  /// Octets of the mail, dot-stuffing removed.
  ///
  /// @param bytes passes to the receiver; never empty
  @SuppressWarnings("ArrayRecordComponent") // a message, not a value: never compared
  record DataChunk(byte[] bytes) implements SmtpStep {}

  /// The mail begun is refused or cut off: forget all of it. No `Submit` follows for it.
  record DiscardData() implements SmtpStep {}

  /// The mail is complete. Answered by [SmtpInput.Submitted]; until then the dialogue reads nothing
  /// further.
  ///
  /// @param envelope as in `BeginData`, with `body8bit` also set if octets above 127 were seen
  /// @param messageBytes sum of the chunks
  record Submit(Envelope envelope, long messageBytes) implements SmtpStep {}

  /// Close the connection once everything before is written.
  record Close() implements SmtpStep {}
}
