// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nightmail.proto.mail.BatchReader.BulkResult;
import nightmail.proto.mail.BatchReader.Refused;
import nightmail.proto.mail.BatchReader.Transaction;
import org.jspecify.annotations.Nullable;

/// One reading of a batch of anybody's (RFC 2442): a dialogue in which every command succeeded.
final class LenientBatch {
  static final int MAX_MESSAGES = 16;

  /// Octets of a command line: 512 and the allowances of the extensions.
  private static final int COMMAND_OCTETS = 512 + 1_024;

  private static final Set<Extension> OFFERED = EnumSet.allOf(Extension.class);

  private final byte[] batch;
  private final BatchLines lines;
  private final List<Transaction> transactions = new ArrayList<>();
  private boolean greeted;
  private boolean quit;
  private @Nullable Mail mail; // null: no MAIL since the start, RSET or the last text

  LenientBatch(byte[] batch) {
    this.batch = batch;
    this.lines = new BatchLines(batch);
  }

  BulkResult read() {
    while (!lines.atEnd()) {
      Optional<BatchFault> fault = quit ? Optional.of(BatchFault.TRAILING) : line();
      if (fault.isPresent()) {
        return new BulkResult.Malformed(lines.number(), fault.get());
      }
    }
    if (mail != null) {
      return new BulkResult.Malformed(lines.number(), BatchFault.CUT_OFF);
    }
    return transactions.isEmpty()
        ? new BulkResult.Malformed(lines.number(), BatchFault.MESSAGES)
        : new BulkResult.Bulk(transactions);
  }

  private Optional<BatchFault> line() {
    Optional<BatchFault> fault = next();
    if (fault.isPresent()) {
      return fault;
    }
    if (lines.length() > COMMAND_OCTETS - 2) {
      return Optional.of(BatchFault.LINE_LENGTH);
    }
    return lines.text().map(this::command).orElse(Optional.of(BatchFault.COMMAND));
  }

  private Optional<BatchFault> command(String line) {
    String upper = line.toUpperCase(Locale.ROOT);
    if (upper.startsWith("EHLO ") || upper.startsWith("HELO ")) {
      greeted = true;
      mail = null;
      return Optional.empty();
    }
    if (!greeted) {
      return Optional.of(BatchFault.COMMAND);
    }
    if (upper.startsWith("MAIL FROM:") && mail == null) {
      mail = new Mail(MailCommand.parse(line.substring("MAIL FROM:".length()), OFFERED));
      return argument(mail.fault == MailFault.SYNTAX);
    }
    if (upper.startsWith("RCPT TO:") && mail != null) {
      return rcpt(mail, line.substring("RCPT TO:".length()));
    }
    return switch (upper.strip()) {
      case "DATA" -> mail == null ? Optional.of(BatchFault.COMMAND) : data(mail);
      case "RSET" -> {
        mail = null;
        yield Optional.empty();
      }
      case "NOOP" -> Optional.empty();
      case "QUIT" -> {
        quit = true;
        yield Optional.empty();
      }
      default -> Optional.of(BatchFault.COMMAND);
    };
  }

  private static Optional<BatchFault> argument(boolean bad) {
    return bad ? Optional.of(BatchFault.ARGUMENT) : Optional.empty();
  }

  private static Optional<BatchFault> rcpt(Mail mail, String arguments) {
    if (mail.count() >= Envelope.MAX_RECIPIENTS) {
      return Optional.of(BatchFault.RECIPIENTS);
    }
    boolean utf8 = mail.command == null || mail.command.smtpUtf8();
    return switch (RcptCommand.parse(arguments, OFFERED, utf8)) {
      case Parsed.Bad<Recipient>(MailFault fault) when fault == MailFault.SYNTAX ->
          Optional.of(BatchFault.ARGUMENT);
      case Parsed.Bad<Recipient>(MailFault fault) -> {
        mail.refused.add(new Refused(bracketed(arguments), fault));
        yield Optional.empty();
      }
      case Parsed.Good<Recipient>(Recipient recipient) -> {
        mail.take(recipient);
        yield Optional.empty();
      }
    };
  }

  private static String bracketed(String arguments) {
    return Arguments.parse(arguments) instanceof Parsed.Good<Arguments>(Arguments good)
        ? good.path()
        : "";
  }

  private Optional<BatchFault> data(Mail begun) {
    if (transactions.size() == MAX_MESSAGES) {
      return Optional.of(BatchFault.MESSAGES);
    }
    byte[] message = new byte[batch.length - lines.consumed()];
    int length = 0;
    Optional<BatchFault> fault = next();
    while (fault.isEmpty() && !lines.is(".")) {
      int dots = lines.length() > 0 && lines.at(0) == '.' ? 1 : 0;
      fault = textFault(dots);
      length += fault.isPresent() ? 0 : lines.copyTo(message, length, dots);
      fault = fault.isPresent() ? fault : next();
    }
    if (fault.isPresent()) {
      return fault;
    }
    transactions.add(begun.complete(Arrays.copyOf(message, length)));
    mail = null;
    return Optional.empty();
  }

  private Optional<BatchFault> textFault(int dots) {
    if (lines.length() - dots > TextCheck.LINE_OCTETS) {
      return Optional.of(BatchFault.LINE_LENGTH);
    }
    return lines.has((byte) 0) ? Optional.of(BatchFault.NUL) : Optional.empty();
  }

  private Optional<BatchFault> next() {
    if (lines.advance()) {
      return Optional.empty();
    }
    return Optional.of(lines.isCutOff() ? BatchFault.CUT_OFF : BatchFault.LINE_END);
  }

  /// The mail being described.
  private static final class Mail {
    private final @Nullable MailCommand command; // null: MAIL cannot be taken, see fault
    private final MailFault fault;
    private final List<Recipient> recipients = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    Mail(Parsed<MailCommand> parsed) {
      switch (parsed) {
        case Parsed.Good<MailCommand>(MailCommand good) -> {
          command = good;
          fault = MailFault.BAD_SENDER;
        }
        case Parsed.Bad<MailCommand>(MailFault why) -> {
          command = null;
          fault = why;
        }
      }
    }

    int count() {
      return recipients.size() + refused.size();
    }

    void take(Recipient recipient) {
      if (command == null) {
        refused.add(new Refused(recipient.path().text(), fault));
      } else {
        recipients.add(recipient);
      }
    }

    Transaction complete(byte[] message) {
      Envelope envelope =
          command == null ? Envelope.of(Path.NULL, List.of()) : command.envelope(recipients);
      return new Transaction(envelope, refused, message);
    }
  }
}
