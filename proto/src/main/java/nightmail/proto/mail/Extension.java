// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// The SMTP extensions whose parameters MAIL and RCPT may carry.
public enum Extension {
  /// RFC 1870.
  SIZE,
  /// RFC 6152.
  EIGHT_BIT_MIME,
  /// RFC 3461; RFC 2442 calls it by its older name NOTARY.
  DSN,
  /// RFC 6531.
  SMTPUTF8,
  /// RFC 8689.
  REQUIRETLS
}
