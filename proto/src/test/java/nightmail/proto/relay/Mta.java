// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayList;
import java.util.List;
import nightmail.proto.mail.Recipient;
import nightmail.proto.smtp.RecipientOutcome;

/// The mail server behind an exit: takes everything unless told otherwise.
final class Mta {
  private final Ledger ledger;

  /// What the next attempts get instead of a yes, in order.
  final List<RecipientOutcome.Verdict> refusals = new ArrayList<>();

  Mta(Ledger ledger) {
    this.ledger = ledger;
  }

  RecipientOutcome accept(Recipient recipient, String mark) {
    if (refusals.isEmpty()) {
      ledger.delivered(mark);
      return new RecipientOutcome(recipient, RecipientOutcome.Verdict.DELIVERED, 250, "2.0.0");
    }
    RecipientOutcome.Verdict verdict = refusals.removeFirst();
    return verdict == RecipientOutcome.Verdict.FAILED
        ? new RecipientOutcome(recipient, verdict, 550, "5.1.1")
        : new RecipientOutcome(recipient, verdict, 451, "4.3.0");
  }
}
