// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Refusal;

/// What a refusal by the exit means for a recipient (`docs/spec/mail.md` DS-10).
final class Refusals {
  private Refusals() {}

  /// A failed record; its recipient number says nothing.
  static RecipientRecord record(Refusal reason) {
    return switch (reason) {
      case POLICY -> failed(5, 7, 1, 11);
      case TOO_LARGE -> failed(5, 3, 4, 5);
      case DIGEST, SYNTAX -> failed(5, 6, 0, 12);
      case RATE -> failed(4, 7, 28, 10);
      case RECIPIENTS -> failed(5, 5, 3, 3);
      case TOKEN_OR_TLV -> failed(5, 7, 0, 12);
      case DRAINING, STORAGE_FULL -> failed(4, 3, 1, 255);
    };
  }

  private static RecipientRecord failed(int statusClass, int subject, int detail, int diagnostic) {
    return new RecipientRecord(
        0, RecipientRecord.Action.FAILED, statusClass, subject, detail, 0, diagnostic);
  }
}
