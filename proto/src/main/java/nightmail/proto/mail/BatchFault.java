// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// Why a batch is none; the whole batch is refused, never a part of it (BS-14).
public enum BatchFault {
  /// No empty line within the 4,096 octets of the header block.
  HEADER_LENGTH,
  /// A field unknown, missing, out of order or ill-formed (NB-5).
  HEADER_FIELD,
  /// Not `application/batch-SMTP`, or an extension nobody here knows (BS-10).
  TYPE,
  /// A line not ended by CRLF, or a bare CR or LF (BS-2).
  LINE_END,
  /// A text line over 998 octets, or a command line too long (BS-6).
  LINE_LENGTH,
  NUL,
  /// A command out of place, or none that is known.
  COMMAND,
  /// The arguments of a command.
  ARGUMENT,
  /// More than 100 recipients, or none where one must be.
  RECIPIENTS,
  /// More than 16 messages, or none (BS-9).
  MESSAGES,
  /// Well-formed, but not the one spelling of the profile (NB-1).
  NOT_CANONICAL,
  /// SIZE is not the length of the message (NB-2).
  SIZE,
  /// The input ends before the batch does.
  CUT_OFF,
  /// Something follows the batch.
  TRAILING
}
