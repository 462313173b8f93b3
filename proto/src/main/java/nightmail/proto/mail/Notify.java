// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// When a recipient's report is wanted (RFC 3461 §4.1).
public enum Notify {
  NEVER,
  SUCCESS,
  FAILURE,
  DELAY
}
