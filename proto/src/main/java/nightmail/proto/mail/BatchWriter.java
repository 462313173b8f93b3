// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.nio.charset.StandardCharsets;

/// Writes a mail as the content of an overlay object: header block, envelope, text, end (profile
/// nm-bsmtp/1, `docs/spec/mail.md` §3.2).
///
/// The text never has to be in memory: write [#prefix], then the mail piece by piece through
/// [DotStuffing] and its `end()`, then [#suffix].
public final class BatchWriter {
  /// Characters of ORCPT in a batch: room for a path of 254 octets whose 64 of local part all need
  /// six characters each, which RFC 3461's 500 do not give.
  static final int ORCPT_CHARACTERS = 600;

  static final String GREETING = "EHLO overlay.invalid";
  static final String DATA = "DATA";
  static final String END = ".";
  static final String QUIT = "QUIT";
  private static final String CRLF = "\r\n";

  private BatchWriter() {}

  /// Everything before the text: NB-5 header block, EHLO, MAIL, RCPT, DATA.
  ///
  /// @param envelope of [BatchProfile#envelope]
  /// @param messageBytes of the mail before dot-stuffing, with the CRLF that `DotStuffing.end()`
  ///   adds if the last line has none (NB-2, NB-4)
  /// @throws IllegalArgumentException if the envelope is not of the profile
  public static byte[] prefix(BatchHeader header, Envelope envelope, long messageBytes) {
    byte[] block = header.encode(envelope.smtpUtf8(), envelope.requireTls());
    byte[] commands = commands(envelope, messageBytes);
    byte[] all = new byte[block.length + commands.length];
    System.arraycopy(block, 0, all, 0, block.length);
    System.arraycopy(commands, 0, all, block.length, commands.length);
    return all;
  }

  /// The commands before the text, without header block.
  static byte[] commands(Envelope envelope, long messageBytes) {
    if (!BatchProfile.holds(envelope) || messageBytes < 0) {
      throw new IllegalArgumentException("not an envelope of nm-bsmtp/1");
    }
    StringBuilder out = new StringBuilder(GREETING).append(CRLF);
    out.append(mail(envelope, messageBytes)).append(CRLF);
    for (Recipient recipient : envelope.recipients()) {
      out.append(rcpt(recipient)).append(CRLF);
    }
    return out.append(DATA).append(CRLF).toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Everything behind the text; a fresh array.
  public static byte[] suffix() {
    return (END + CRLF + QUIT + CRLF).getBytes(StandardCharsets.US_ASCII);
  }

  private static String mail(Envelope envelope, long messageBytes) {
    return "MAIL FROM:<"
        + envelope.reversePath().text()
        + "> SIZE="
        + messageBytes
        + " BODY=8BITMIME"
        + (envelope.smtpUtf8() ? " SMTPUTF8" : "")
        + (envelope.requireTls() ? " REQUIRETLS" : "")
        + " RET="
        + envelope.ret()
        + " ENVID="
        + envelope.envid();
  }

  private static String rcpt(Recipient recipient) {
    return "RCPT TO:<"
        + recipient.path().text()
        + "> NOTIFY="
        + BatchProfile.notifyList(recipient.notifyOn())
        + " ORCPT="
        + recipient.original().encoded();
  }
}
