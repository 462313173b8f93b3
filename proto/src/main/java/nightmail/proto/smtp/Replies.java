// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

/// The server's fixed replies.
final class Replies {
  static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Ok");
  static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "Sender ok");
  static final SmtpReply START_DATA = SmtpReply.of(354, "", "End data with CRLF.CRLF");
  static final SmtpReply READY_FOR_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");
  static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");
  static final SmtpReply HELP = SmtpReply.of(214, "2.0.0", "See RFC 5321");
  static final SmtpReply CANNOT_VERIFY = SmtpReply.of(252, "2.0.0", "Cannot verify; send mail");

  static final SmtpReply TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");
  static final SmtpReply GARBLED = SmtpReply.of(500, "5.5.2", "Command not recognised");
  static final SmtpReply STRAY = SmtpReply.of(550, "5.5.2", "Bare CR or LF in command");
  static final SmtpReply STRAY_CLOSE = SmtpReply.of(521, "5.5.2", "Bare CR or LF");
  static final SmtpReply NO_ARGUMENT = SmtpReply.of(501, "5.5.4", "No argument wanted");
  static final SmtpReply HOST_WANTED = SmtpReply.of(501, "5.5.4", "Host name wanted");
  static final SmtpReply NOT_BUILT = SmtpReply.of(502, "5.5.1", "Command not implemented");
  static final SmtpReply OUT_OF_ORDER = SmtpReply.of(503, "5.5.1", "Command out of order");
  static final SmtpReply NO_RECIPIENTS = SmtpReply.of(554, "5.5.1", "No valid recipients");
  static final SmtpReply EARLY_TALK = SmtpReply.of(554, "5.5.0", "Talked before its turn");
  static final SmtpReply NOT_LISTED = SmtpReply.of(550, "5.7.0", "Not for this client");
  static final SmtpReply TOO_LARGE = SmtpReply.of(552, "5.3.4", "Mail over the size limit");

  static final SmtpReply SPOOL_SHORT = SmtpReply.of(452, "4.3.1", "Short of storage");
  static final SmtpReply TOO_MANY = SmtpReply.of(452, "4.5.3", "Too many recipients");
  static final SmtpReply TIMED_OUT = SmtpReply.of(421, "4.4.2", "Timed out");
  static final SmtpReply STOPPING = SmtpReply.of(421, "4.3.2", "Going down");
  static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "Too many errors");
  static final SmtpReply OVERRUN = SmtpReply.of(421, "4.7.0", "Too much at once");

  private Replies() {}
}
