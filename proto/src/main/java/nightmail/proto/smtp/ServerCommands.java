// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.Locale;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.MailCommand;
import nightmail.proto.mail.MailFault;
import nightmail.proto.mail.Parsed;
import nightmail.proto.mail.RcptCommand;
import nightmail.proto.mail.Recipient;
import org.jspecify.annotations.Nullable;

/// What a server answers to each command.
///
/// Owned by the thread of its connection.
final class ServerCommands {
  /// What follows from a command.
  sealed interface Answer {
    record Say(SmtpReply reply) implements Answer {}

    /// Right, but moves nothing on.
    record Junk(SmtpReply reply) implements Answer {}

    /// A protocol error.
    record Wrong(SmtpReply reply) implements Answer {}

    /// Say this and close.
    record Quit(SmtpReply reply) implements Answer {}

    record Check(SmtpStep.CheckRecipient step) implements Answer {}

    record Tls() implements Answer {}

    record Data(SmtpStep.BeginData step) implements Answer {}
  }

  private static final int HOST_CHARACTERS = 255;
  private static final String FROM = "FROM:";
  private static final String TO = "TO:";

  private final ServerPolicy policy;
  private final Session session;
  private boolean spoolShort;
  private @Nullable Recipient asked; // null: no recipient is being checked

  ServerCommands(ServerPolicy policy, Session session) {
    this.policy = policy;
    this.session = session;
  }

  Session session() {
    return session;
  }

  void spoolShort(boolean now) {
    spoolShort = now;
  }

  /// @param talksOn whether octets came behind this line already
  Answer on(String line, boolean talksOn) {
    int space = line.indexOf(' ');
    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    String argument = space < 0 ? "" : line.substring(space + 1);
    boolean isLong = line.length() > ServerLimits.COMMAND_OCTETS - 2;
    return switch (verb) {
      case "MAIL" -> mail(argument);
      case "RCPT" -> rcpt(argument);
      case String other when isLong -> new Answer.Wrong(Replies.TOO_LONG);
      case "EHLO" -> talksOn ? new Answer.Quit(Replies.EARLY_TALK) : hello(argument, true);
      case "HELO" -> talksOn ? new Answer.Quit(Replies.EARLY_TALK) : hello(argument, false);
      case "DATA" -> data(argument);
      case "RSET" -> reset(argument);
      case "NOOP" -> new Answer.Junk(Replies.OK);
      case "HELP" -> new Answer.Junk(Replies.HELP);
      case "VRFY" -> new Answer.Junk(Replies.CANNOT_VERIFY);
      case "QUIT" -> quit(argument);
      case "STARTTLS" -> startTls(argument, talksOn);
      case "XFORWARD", "XCLIENT" -> new Answer.Wrong(Replies.NOT_LISTED);
      case "EXPN", "BDAT", "AUTH", "ETRN", "TURN", "SEND", "SOML", "SAML" ->
          new Answer.Wrong(Replies.NOT_BUILT);
      default -> new Answer.Wrong(Replies.GARBLED);
    };
  }

  /// The owner's word on the recipient asked about last.
  void recipientChecked(boolean taken) {
    if (taken && asked != null) {
      session.add(asked);
    }
    asked = null;
  }

  /// Any printable word is taken for a host name: it decides nothing, and real clients have odd
  /// ones.
  private Answer hello(String argument, boolean extended) {
    String host = argument.strip();
    if (host.isEmpty()
        || host.length() > HOST_CHARACTERS
        || !host.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return new Answer.Wrong(Replies.HOST_WANTED);
    }
    session.greet(extended);
    return new Answer.Say(extended ? session.offer() : SmtpReply.of(250, "", policy.hostName()));
  }

  private Answer mail(String argument) {
    if (!argument.toUpperCase(Locale.ROOT).startsWith(FROM)) {
      return wrong(MailFault.SYNTAX);
    }
    if (!session.isGreeted() || session.mail() != null) {
      return new Answer.Wrong(Replies.OUT_OF_ORDER);
    }
    return switch (MailCommand.parse(argument.substring(FROM.length()), session.extensions())) {
      case Parsed.Bad<MailCommand>(MailFault fault) -> wrong(fault);
      case Parsed.Good<MailCommand>(MailCommand mail) when mail.size() > policy.maxMessageBytes() ->
          new Answer.Say(Replies.TOO_LARGE);
      case Parsed.Good<MailCommand> good when spoolShort -> new Answer.Say(Replies.SPOOL_SHORT);
      case Parsed.Good<MailCommand>(MailCommand mail) -> {
        session.begin(mail);
        yield new Answer.Say(Replies.SENDER_OK);
      }
    };
  }

  private Answer rcpt(String argument) {
    MailCommand mail = session.mail();
    if (!argument.toUpperCase(Locale.ROOT).startsWith(TO)) {
      return wrong(MailFault.SYNTAX);
    }
    if (mail == null) {
      return new Answer.Wrong(Replies.OUT_OF_ORDER);
    }
    if (session.recipients() >= Envelope.MAX_RECIPIENTS) {
      return new Answer.Say(Replies.TOO_MANY);
    }
    String path = argument.substring(TO.length());
    return switch (RcptCommand.parse(path, session.extensions(), mail.smtpUtf8())) {
      case Parsed.Bad<Recipient>(MailFault fault) -> wrong(fault);
      case Parsed.Good<Recipient>(Recipient recipient) -> {
        asked = recipient;
        yield new Answer.Check(new SmtpStep.CheckRecipient(session.envelope(), recipient));
      }
    };
  }

  private Answer data(String argument) {
    MailCommand mail = session.mail();
    if (!argument.isBlank()) {
      return new Answer.Wrong(Replies.NO_ARGUMENT);
    }
    if (mail == null) {
      return new Answer.Wrong(Replies.OUT_OF_ORDER);
    }
    if (session.recipients() == 0) {
      return new Answer.Say(Replies.NO_RECIPIENTS);
    }
    return new Answer.Data(new SmtpStep.BeginData(session.envelope(), mail.size()));
  }

  private Answer reset(String argument) {
    if (!argument.isBlank()) {
      return new Answer.Wrong(Replies.NO_ARGUMENT);
    }
    session.reset();
    return new Answer.Junk(Replies.OK);
  }

  private static Answer quit(String argument) {
    return argument.isBlank()
        ? new Answer.Quit(Replies.BYE)
        : new Answer.Wrong(Replies.NO_ARGUMENT);
  }

  private Answer startTls(String argument, boolean talksOn) {
    if (!session.offersStartTls()) {
      return new Answer.Wrong(session.isSecure() ? Replies.OUT_OF_ORDER : Replies.NOT_BUILT);
    }
    if (talksOn) {
      return new Answer.Quit(Replies.EARLY_TALK); // what follows could be anybody's (SV-6)
    }
    return argument.isBlank() ? new Answer.Tls() : new Answer.Wrong(Replies.NO_ARGUMENT);
  }

  private static Answer wrong(MailFault fault) {
    return new Answer.Wrong(SmtpReply.of(fault.code(), fault.enhanced(), fault.text()));
  }
}
