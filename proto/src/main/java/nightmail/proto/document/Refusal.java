// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Locale;

/// Why a document or a part of one is not taken; the label is the metric's and the answer's.
public enum Refusal {
  /// Not the one encoding of its content: order, varints, defaults, unknown fields (EN-2).
  NOT_CANONICAL,
  /// A repeated field does not ascend strictly (EN-3).
  NOT_SORTED,
  /// Bytes, count or nesting over the limit (EN-5).
  TOO_LARGE,
  /// Text not in NFC, with controls, or outside its alphabet (EN-5).
  BAD_STRING,
  /// A number or length outside its range, or a required field missing (EN-5).
  OUT_OF_RANGE,
  /// Another type than the caller expects (SG-6).
  WRONG_TYPE,
  /// A signature does not hold, or too few of them do (SG-2).
  BAD_SIGNATURE,
  /// No key at all, or one that cannot be used (SG-3, TK-5).
  BAD_KEY,
  /// Signed by a key that no certificate here names.
  UNKNOWN_SIGNER,
  /// The certificate or document is not valid yet.
  NOT_YET_VALID,
  /// The certificate or document is not valid any more.
  EXPIRED,
  /// The certificate's serial is revoked or below the one in force.
  REVOKED,
  /// Fields contradict each other or the document that names this one.
  INCONSISTENT,
  /// Of another network or profile.
  OTHER_NETWORK;

  /// The label in metrics and answers.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
