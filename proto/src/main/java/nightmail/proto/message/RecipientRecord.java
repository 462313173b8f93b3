// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.Optional;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;

/// What became of one recipient, in 12 bytes without any address or remote text.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 2 | recipient, counted from 0 in the order of RCPT |
/// | 2 | 1 | action |
/// | 3 | 1, 2, 2 | enhanced status (RFC 3463); 0.0.0 is none |
/// | 8 | 2 | SMTP reply code; 0 is none |
/// | 10 | 1, 1 | diagnostic class (`docs/spec/mail.md` DS-9); zero |
///
/// @param recipient 0…65,535
/// @param statusSubject, statusDetail 0…65,535 as the field has it
/// @param diagnostic 0…255; unknown ones read as 255, "other", where they are shown
public record RecipientRecord(
    int recipient,
    Action action,
    int statusClass,
    int statusSubject,
    int statusDetail,
    int smtpCode,
    int diagnostic) {
  static final int BYTES = 2 + 1 + 1 + 2 + 2 + 2 + 1 + 1;

  /// What an exit did with a recipient (RFC 3464 §2.3.3); the order is the number on the wire.
  public enum Action {
    PENDING,
    FAILED,
    DELAYED,
    DELIVERED,
    RELAYED,
    EXPANDED;

    /// Whether nothing follows.
    public boolean isFinal() {
      return this != PENDING && this != DELAYED;
    }
  }

  /// @throws IllegalArgumentException on a number that does not fit its field
  public RecipientRecord {
    if (recipient >>> 16 != 0
        || statusClass >>> 8 != 0
        || statusSubject >>> 16 != 0
        || statusDetail >>> 16 != 0
        || smtpCode >>> 16 != 0
        || diagnostic >>> 8 != 0) {
      throw new IllegalArgumentException("recipient record out of range");
    }
  }

  void write(ByteWriter out) {
    out.u16(recipient).u8(action.ordinal());
    out.u8(statusClass).u16(statusSubject).u16(statusDetail);
    out.u16(smtpCode).u8(diagnostic).u8(0);
  }

  static Optional<RecipientRecord> read(ByteReader in) {
    int recipient = in.u16();
    int action = in.u8();
    int statusClass = in.u8();
    int subject = in.u16();
    int detail = in.u16();
    int code = in.u16();
    int diagnostic = in.u8();
    in.demandZeros(1);
    in.demand(action < Action.values().length);
    return in.ok()
        ? Optional.of(
            new RecipientRecord(
                recipient, Action.values()[action], statusClass, subject, detail, code, diagnostic))
        : Optional.empty();
  }
}
