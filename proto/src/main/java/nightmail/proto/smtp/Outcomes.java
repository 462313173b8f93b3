// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import nightmail.proto.mail.Recipient;
import nightmail.proto.smtp.RecipientOutcome.Verdict;

/// Gathers what became of each recipient of one delivery.
///
/// Owned by the thread of its connection.
final class Outcomes {
  private final List<Recipient> recipients;
  private final TreeMap<Integer, RecipientOutcome> decided = new TreeMap<>();

  Outcomes(List<Recipient> recipients) {
    this.recipients = recipients;
  }

  /// Decides recipient `index` by the server's reply.
  void decide(int index, SmtpReply reply) {
    put(index, verdict(reply), reply.code(), enhanced(reply));
  }

  /// Decides every recipient still open by the server's reply.
  void decideRest(SmtpReply reply) {
    decideRest(verdict(reply), reply);
  }

  /// Decides every recipient still open.
  void decideRest(Verdict verdict, SmtpReply reply) {
    for (int i = 0; i < recipients.size(); i++) {
      if (!decided.containsKey(i)) {
        put(i, verdict, reply.code(), enhanced(reply));
      }
    }
  }

  boolean allDecided() {
    return decided.size() == recipients.size();
  }

  /// One per recipient, in order; called when all are decided.
  List<RecipientOutcome> list() {
    return new ArrayList<>(decided.values());
  }

  private void put(int index, Verdict verdict, int code, String enhanced) {
    decided.put(index, new RecipientOutcome(recipients.get(index), verdict, code, enhanced));
  }

  private static Verdict verdict(SmtpReply reply) {
    if (reply.isPositive()) {
      return Verdict.DELIVERED;
    }
    return reply.isTransient() ? Verdict.DEFERRED : Verdict.FAILED;
  }

  private static String enhanced(SmtpReply reply) {
    return reply.enhanced().isEmpty() ? reply.code() / 100 + ".0.0" : reply.enhanced();
  }
}
