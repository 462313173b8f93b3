// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.http;

import nightmail.proto.authority.UploadRefusal;
import nightmail.proto.authority.UploadVerdict;

/// Verdicts as HTTP answers (HT-6).
final class UploadAnswers {
  private UploadAnswers() {}

  static Answer of(UploadVerdict verdict) {
    return switch (verdict) {
      case UploadVerdict.Accepted() -> Answer.json(202, "{\"result\":\"accepted\"}");
      case UploadVerdict.Known() -> Answer.json(200, "{\"result\":\"known\"}");
      case UploadVerdict.Refused(UploadRefusal reason, String where) ->
          Answer.json(
              status(reason),
              "{\"result\":\"refused\",\"reason\":\""
                  + reason.label()
                  + "\",\"where\":\""
                  + where
                  + "\"}");
    };
  }

  private static int status(UploadRefusal reason) {
    return switch (reason) {
      case NOT_CANONICAL, NOT_SORTED, BAD_STRING, OUT_OF_RANGE, WRONG_TYPE -> 400;
      case BAD_SIGNATURE, NOT_ADMITTED -> 403;
      case SEQUENCE_CONFLICT, KEY_CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case BAD_KEY, CERTIFICATE, CLOCK, INCONSISTENT, KEY_EPOCH, PRIVATE_ADDRESS -> 422;
    };
  }
}
