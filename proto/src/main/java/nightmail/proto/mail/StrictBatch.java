// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One reading of a batch of the profile nm-bsmtp/1.
///
/// The commands are first read as an SMTP server would, then written again and compared: whatever
/// is not the one spelling falls out there, so no rule of spelling stands twice.
final class StrictBatch {
  private static final Set<Extension> OFFERED = EnumSet.allOf(Extension.class);
  private static final String MAIL = "MAIL FROM:";
  private static final String RCPT = "RCPT TO:";

  private final byte[] content;
  private final BatchLines lines;

  StrictBatch(byte[] content) {
    this.content = content;
    this.lines = new BatchLines(content);
  }

  BatchResult read() {
    try {
      return batch();
    } catch (Stop stop) {
      return new BatchResult.Malformed(lines.number(), stop.fault);
    }
  }

  private BatchResult batch() throws Stop {
    List<String> block = block();
    int commandsStart = lines.consumed();
    int commandsLine = lines.number() + 1;
    next();
    stopUnless(lines.is(BatchWriter.GREETING), BatchFault.COMMAND);
    MailCommand mail = mail();
    Envelope envelope = mail.envelope(recipients(mail.smtpUtf8()));
    stopUnless(BatchProfile.holds(envelope), BatchFault.NOT_CANONICAL);
    byte[] written = BatchWriter.commands(envelope, mail.size());
    int different = firstDifference(written, commandsStart);
    if (different >= 0) {
      int line = commandsLine + lineOf(written, different);
      return new BatchResult.Malformed(line, BatchFault.NOT_CANONICAL);
    }
    BatchHeader header = header(block, envelope);
    byte[] message = text(mail.size());
    next();
    stopUnless(lines.is(BatchWriter.QUIT), BatchFault.COMMAND);
    stopUnless(lines.atEnd(), BatchFault.TRAILING);
    return new BatchResult.Batch(header, envelope, message);
  }

  /// The lines of the header block, the empty one not among them.
  private List<String> block() throws Stop {
    List<String> block = new ArrayList<>();
    do {
      next();
      stopUnless(lines.consumed() <= BatchHeader.BLOCK_OCTETS, BatchFault.HEADER_LENGTH);
      block.add(lines.text().orElseThrow(() -> new Stop(BatchFault.HEADER_FIELD)));
    } while (!block.getLast().isEmpty());
    block.removeLast();
    stopUnless(!block.isEmpty(), BatchFault.HEADER_FIELD);
    stopUnless(block.getFirst().startsWith(BatchHeader.TYPE), BatchFault.TYPE);
    return block;
  }

  private BatchHeader header(List<String> block, Envelope envelope) throws Stop {
    String type = BatchHeader.contentType(envelope.smtpUtf8(), envelope.requireTls());
    stopUnless(block.getFirst().equals(type), BatchFault.TYPE);
    return BatchHeaderReader.read(block).orElseThrow(() -> new Stop(BatchFault.HEADER_FIELD));
  }

  private MailCommand mail() throws Stop {
    next();
    return switch (MailCommand.parse(arguments(MAIL), OFFERED)) {
      case Parsed.Bad<MailCommand> bad -> throw new Stop(BatchFault.ARGUMENT);
      case Parsed.Good<MailCommand>(MailCommand mail) -> {
        stopUnless(mail.size() >= 0, BatchFault.NOT_CANONICAL);
        yield mail;
      }
    };
  }

  /// The recipients; ends behind the DATA line.
  private List<Recipient> recipients(boolean smtpUtf8) throws Stop {
    List<Recipient> recipients = new ArrayList<>();
    next();
    while (!lines.is(BatchWriter.DATA)) {
      stopUnless(recipients.size() < Envelope.MAX_RECIPIENTS, BatchFault.RECIPIENTS);
      Parsed<Recipient> parsed =
          RcptCommand.parse(arguments(RCPT), OFFERED, smtpUtf8, BatchWriter.ORCPT_CHARACTERS);
      switch (parsed) {
        case Parsed.Bad<Recipient> bad -> throw new Stop(BatchFault.ARGUMENT);
        case Parsed.Good<Recipient>(Recipient recipient) -> recipients.add(recipient);
      }
      next();
    }
    stopUnless(!recipients.isEmpty(), BatchFault.RECIPIENTS);
    return recipients;
  }

  private String arguments(String command) throws Stop {
    String line = lines.text().orElseThrow(() -> new Stop(BatchFault.ARGUMENT));
    stopUnless(line.startsWith(command), BatchFault.COMMAND);
    return line.substring(command.length());
  }

  private byte[] text(long declared) throws Stop {
    byte[] message = new byte[content.length - lines.consumed()];
    int length = 0;
    next();
    while (!lines.is(BatchWriter.END)) {
      length += lines.copyTo(message, length, stuffedDots());
      next();
    }
    stopUnless(length == declared, BatchFault.SIZE);
    return Arrays.copyOf(message, length);
  }

  /// One if the line begins with a doubled dot, else zero; checks the line on the way.
  private int stuffedDots() throws Stop {
    int dots = lines.length() > 0 && lines.at(0) == '.' ? 1 : 0;
    stopUnless(dots == 0 || lines.at(1) == '.', BatchFault.NOT_CANONICAL);
    stopUnless(lines.length() - dots <= TextCheck.LINE_OCTETS, BatchFault.LINE_LENGTH);
    stopUnless(!lines.has((byte) 0), BatchFault.NUL);
    return dots;
  }

  private void next() throws Stop {
    if (!lines.advance()) {
      throw new Stop(lines.isCutOff() ? BatchFault.CUT_OFF : BatchFault.LINE_END);
    }
  }

  /// Index in `written` where the content from `start` is another; −1 if nowhere.
  private int firstDifference(byte[] written, int start) {
    int end = Math.min(start + written.length, content.length);
    int index = Arrays.mismatch(written, 0, written.length, content, start, end);
    return index < 0 && lines.consumed() != start + written.length ? written.length - 1 : index;
  }

  private static int lineOf(byte[] text, int index) {
    int lines = 0;
    for (int i = 0; i < index; i++) {
      lines += text[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static void stopUnless(boolean good, BatchFault fault) throws Stop {
    if (!good) {
      throw new Stop(fault);
    }
  }

  /// Leaves the reading from any depth; never leaves this class.
  private static final class Stop extends Exception {
    private final BatchFault fault;

    Stop(BatchFault fault) {
      super(fault.name(), null, false, false);
      this.fault = fault;
    }
  }
}
