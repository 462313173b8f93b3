// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// How much of the mail a report brings back (RFC 3461 §4.3).
public enum Ret {
  /// The client did not say.
  UNSET,
  HDRS,
  FULL
}
