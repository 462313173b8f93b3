// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Extension;
import nightmail.proto.mail.MailCommand;
import nightmail.proto.mail.Recipient;
import org.jspecify.annotations.Nullable;

/// What a server remembers between two commands.
///
/// Owned by the thread of its connection.
final class Session {
  private enum Hello {
    NONE,
    HELO,
    EHLO
  }

  private final ServerPolicy policy;
  private final List<Recipient> recipients = new ArrayList<>();
  private Hello hello = Hello.NONE;
  private boolean tls;
  private @Nullable MailCommand mail; // null: no transaction

  Session(ServerPolicy policy) {
    this.policy = policy;
  }

  /// A greeting forgets any transaction (RFC 5321 §4.1.4).
  void greet(boolean extended) {
    hello = extended ? Hello.EHLO : Hello.HELO;
    reset();
  }

  /// TLS forgets everything the client said in clear (SV-7).
  void secure() {
    tls = true;
    hello = Hello.NONE;
    reset();
  }

  void reset() {
    mail = null;
    recipients.clear();
  }

  void begin(MailCommand command) {
    mail = command;
  }

  void add(Recipient recipient) {
    recipients.add(recipient);
  }

  boolean isGreeted() {
    return hello != Hello.NONE;
  }

  boolean isSecure() {
    return tls;
  }

  boolean offersStartTls() {
    return policy.startTls() && !tls;
  }

  @Nullable MailCommand mail() {
    return mail;
  }

  int recipients() {
    return recipients.size();
  }

  /// The envelope so far.
  ///
  /// @throws IllegalStateException outside of a transaction
  Envelope envelope() {
    if (mail == null) {
      throw new IllegalStateException("no transaction");
    }
    return mail.envelope(recipients);
  }

  /// Extensions whose parameters are taken: none after HELO.
  Set<Extension> extensions() {
    if (hello != Hello.EHLO) {
      return EnumSet.noneOf(Extension.class);
    }
    Set<Extension> offered = EnumSet.allOf(Extension.class);
    if (!offersRequireTls()) {
      offered.remove(Extension.REQUIRETLS);
    }
    return offered;
  }

  private boolean offersRequireTls() {
    return policy.requireTls() && tls;
  }

  /// The reply to EHLO: exactly what is built (SV-8).
  SmtpReply offer() {
    List<String> lines = new ArrayList<>();
    lines.add(policy.hostName());
    lines.add("SIZE " + policy.maxMessageBytes());
    lines.add("PIPELINING");
    lines.add("8BITMIME");
    lines.add("SMTPUTF8");
    lines.add("DSN");
    lines.add("ENHANCEDSTATUSCODES");
    lines.add("LIMITS RCPTMAX=" + Envelope.MAX_RECIPIENTS);
    if (offersStartTls()) {
      lines.add("STARTTLS");
    }
    if (offersRequireTls()) {
      lines.add("REQUIRETLS");
    }
    return new SmtpReply(250, "", lines);
  }
}
