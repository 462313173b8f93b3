// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.Arrays;
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

  /// What an exit did with a recipient (RFC 3464 §2.3.3); each with its number on the wire.
  public enum Action {
    PENDING(0),
    FAILED(1),
    DELAYED(2),
    DELIVERED(3),
    RELAYED(4),
    EXPANDED(5);

    private final int code;

    Action(int code) {
      this.code = code;
    }

    /// The number in a record.
    public int code() {
      return code;
    }

    static Optional<Action> of(int code) {
      return Arrays.stream(values()).filter(action -> action.code == code).findFirst();
    }

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
    out.u16(recipient).u8(action.code());
    out.u8(statusClass).u16(statusSubject).u16(statusDetail);
    out.u16(smtpCode).u8(diagnostic).u8(0);
  }

  static Optional<RecipientRecord> read(ByteReader in) {
    int recipient = in.u16();
    Optional<Action> action = Action.of(in.u8());
    int statusClass = in.u8();
    int subject = in.u16();
    int detail = in.u16();
    int code = in.u16();
    int diagnostic = in.u8();
    in.demandZeros(1);
    if (!in.ok()) {
      return Optional.empty();
    }
    Optional<RecipientRecord> read =
        action.map(
            known ->
                new RecipientRecord(
                    recipient, known, statusClass, subject, detail, code, diagnostic));
    in.demand(read.isPresent());
    return read;
  }
}
