// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.util.Locale;
import nightmail.proto.document.Refusal;

/// Why an upload is not taken; the label is the answer's and the metric's.
public enum UploadRefusal {
  NOT_CANONICAL,
  NOT_SORTED,
  BAD_STRING,
  OUT_OF_RANGE,
  TOO_LARGE,
  WRONG_TYPE,
  BAD_SIGNATURE,
  /// Wrong, unusable or borrowed mix key (TK-5).
  BAD_KEY,
  /// Another mix key under the same key epoch and generation (TK-4).
  KEY_CONFLICT,
  /// Other bytes under the same sequence (TK-6).
  SEQUENCE_CONFLICT,
  /// A certificate is missing, early, expired or older than one seen before (TK-7).
  CERTIFICATE,
  /// Published in the future or more than 48 hours ago.
  CLOCK,
  /// A digest in the descriptor names nothing that came with it.
  INCONSISTENT,
  /// No key for the running key epoch, or one too far ahead (TK-3).
  KEY_EPOCH,
  /// An address that nobody outside can reach.
  PRIVATE_ADDRESS,
  /// The network is closed to this relay, or the operators reject it.
  NOT_ADMITTED;

  /// The label in metrics and answers.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static UploadRefusal of(Refusal refusal) {
    return switch (refusal) {
      case NOT_CANONICAL -> NOT_CANONICAL;
      case NOT_SORTED -> NOT_SORTED;
      case BAD_STRING -> BAD_STRING;
      case OUT_OF_RANGE -> OUT_OF_RANGE;
      case TOO_LARGE -> TOO_LARGE;
      case WRONG_TYPE -> WRONG_TYPE;
      case BAD_KEY -> BAD_KEY;
      case BAD_SIGNATURE, UNKNOWN_SIGNER, OTHER_NETWORK -> BAD_SIGNATURE;
      case NOT_YET_VALID, EXPIRED, REVOKED -> CERTIFICATE;
      case INCONSISTENT -> INCONSISTENT;
    };
  }
}
