// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import java.util.List;
import java.util.random.RandomGenerator;
import nightmail.deploy.evidence.Canary;
import nightmail.deploy.report.Secret;

/// Sender and recipients of the demo's message, and how to recognise them.
///
/// The sender's local part is always drawn. A recipient the user names is searched as the whole
/// address, since parts of it (a domain above all) are no secret of this mail.
record Envelopes(Canary sender, String reversePath, Canary recipient, List<String> forwardPaths) {
  private static final String SENDER_DOMAIN = "sender.example";
  private static final String RECIPIENT_DOMAIN = "recipient.example";

  Envelopes {
    forwardPaths = List.copyOf(forwardPaths);
  }

  /// @param to addresses the user wants; empty for a drawn one
  static Envelopes draw(List<String> to, RandomGenerator random) {
    String local = Canary.draw(random);
    String reversePath = local + "@" + SENDER_DOMAIN;
    var sender = new Canary(Secret.SENDER.label(), List.of(local), List.of(reversePath));
    if (!to.isEmpty()) {
      List<String> texts = to.stream().map(Envelopes::searchable).toList();
      return new Envelopes(
          sender, reversePath, new Canary(Secret.RECIPIENT.label(), texts, to), to);
    }
    String mailbox = Canary.draw(random);
    String address = mailbox + "@" + RECIPIENT_DOMAIN;
    var recipient = new Canary(Secret.RECIPIENT.label(), List.of(mailbox), List.of(address));
    return new Envelopes(sender, reversePath, recipient, List.of(address));
  }

  private static String searchable(String address) {
    return address.length() >= Canary.LEAST_LETTERS ? address : "<" + address + ">";
  }
}
