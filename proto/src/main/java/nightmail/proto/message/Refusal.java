// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.Arrays;
import java.util.Optional;

/// Why an exit refuses an object (`docs/spec/message.md` §3).
///
/// The first seven are final; after the last two another exit, or this one later, may take it.
public enum Refusal {
  POLICY(1),
  TOO_LARGE(2),
  DIGEST(3),
  SYNTAX(4),
  RATE(5),
  RECIPIENTS(6),
  TOKEN_OR_TLV(7),
  DRAINING(8),
  STORAGE_FULL(9);

  private final int code;

  Refusal(int code) {
    this.code = code;
  }

  /// The number in an answer.
  public int code() {
    return code;
  }

  /// Whether the exit keeps a row of it, so that its answer has a sequence number.
  public boolean permanent() {
    return code < DRAINING.code;
  }

  static Optional<Refusal> of(int code) {
    return Arrays.stream(values()).filter(refusal -> refusal.code == code).findFirst();
  }
}
