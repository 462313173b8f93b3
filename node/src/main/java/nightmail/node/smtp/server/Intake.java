// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import java.util.concurrent.CompletionStage;
import nightmail.proto.mail.Envelope;
import nightmail.proto.smtp.SmtpReply;

/// A place for the octets of one mail. Called on one event loop, in order; must not block.
public interface Intake {
  /// Adds octets of the mail, without dot-stuffing; the array passes to the intake. The stage
  /// completes when there is room for more, exceptionally if the mail cannot be kept.
  CompletionStage<Void> append(byte[] chunk);

  /// Ends the mail. Completes with the reply for the client: 250 only once octets and row are
  /// durable (SV-17). Ordered after all appends.
  ///
  /// @param envelope as at the opening, `body8bit` now final
  /// @param octets sum of what was appended
  CompletionStage<SmtpReply> finish(Envelope envelope, long octets);

  /// Forgets the mail. Nothing follows.
  void abandon();
}
