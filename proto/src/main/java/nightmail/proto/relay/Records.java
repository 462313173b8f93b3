// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.RecipientRecord.Action;
import nightmail.proto.smtp.RecipientOutcome;

/// What an SMTP outcome becomes on its way back: numbers only, no word of the remote host
/// (`docs/spec/mail.md` DS-5, DS-9).
final class Records {
  private Records() {}

  static RecipientRecord of(int recipient, RecipientOutcome outcome) {
    Action action =
        switch (outcome.verdict()) {
          case DELIVERED -> Action.DELIVERED;
          case FAILED -> Action.FAILED;
          case DEFERRED -> Action.DELAYED;
          case OTHER_HOST -> outcome.code() >= 500 ? Action.FAILED : Action.DELAYED;
        };
    int[] status = status(outcome.enhanced());
    int diagnostic = action == Action.DELIVERED ? 0 : diagnostic(status);
    return new RecipientRecord(
        recipient, action, status[0], status[1], status[2], outcome.code(), diagnostic);
  }

  private static int[] status(String enhanced) {
    int[] status = new int[3];
    int part = 0;
    for (int i = 0; i < enhanced.length(); i++) {
      char c = enhanced.charAt(i);
      if (c == '.' && part < 2) {
        part++;
      } else if (c >= '0' && c <= '9' && status[part] < 1_000) {
        status[part] = status[part] * 10 + (c - '0');
      } else {
        return new int[3];
      }
    }
    return status[0] > 5 ? new int[3] : status;
  }

  /// The class of DS-9 that an enhanced status points at.
  private static int diagnostic(int[] status) {
    return switch (status[1]) {
      case 1 -> 1;
      case 2 -> status[2] == 2 ? 2 : 255;
      case 3 -> status[2] == 4 ? 5 : 255;
      case 4 -> status[2] == 6 ? 9 : status[2] == 7 ? 13 : 7;
      case 6 -> 4;
      case 7 -> 3;
      default -> 255;
    };
  }
}
