// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightmail.proto.mail.Recipient;
import nightmail.proto.route.View;
import nightmail.proto.smtp.SmtpReply;

/// Which recipients a gateway takes mail for, by the view alone: no question leaves the host, since
/// it would name the recipient (PS-2).
///
/// A domain of this gateway's own is refused: its mail is this site's, and to send it through the
/// overlay would only bring it back here. A domain whose exits are down for the moment is taken,
/// because custody waits for them.
///
/// Safe for any thread.
public final class RecipientRule {
  private static final SmtpReply NO_VIEW =
      SmtpReply.of(451, "4.4.0", "No current view of the network");
  private static final SmtpReply OWN =
      SmtpReply.of(550, "5.4.6", "This relay is the exit of that domain");
  private static final SmtpReply NOT_SERVED =
      SmtpReply.of(550, "5.1.2", "No relay of this network serves that domain");

  private final List<String> ownDomains;

  /// @param ownDomains lower-case A-labels
  public RecipientRule(List<String> ownDomains) {
    this.ownDomains = List.copyOf(ownDomains);
  }

  /// Empty takes the recipient; else the reply that refuses it.
  ///
  /// @param view the newest one; empty before the first
  public Optional<SmtpReply> check(Optional<View> view, Instant now, Recipient recipient) {
    String domain = recipient.path().domain();
    if (ownDomains.contains(domain)) {
      return Optional.of(OWN);
    }
    if (view.isEmpty() || !now.isBefore(view.get().staleUntil())) {
      return Optional.of(NO_VIEW);
    }
    return view.get().serves(domain) ? Optional.empty() : Optional.of(NOT_SERVED);
  }
}
