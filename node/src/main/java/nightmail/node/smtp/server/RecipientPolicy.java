// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import java.util.Optional;
import nightmail.proto.mail.Recipient;
import nightmail.proto.smtp.SmtpReply;

/// Says which recipients this server can serve.
@FunctionalInterface
public interface RecipientPolicy {
  /// Empty takes the recipient; else the reply that refuses it. Called on event loops; must not
  /// block.
  Optional<SmtpReply> check(Recipient recipient);
}
