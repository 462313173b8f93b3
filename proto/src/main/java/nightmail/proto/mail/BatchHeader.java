// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The MIME header block of a batch in the overlay (`docs/spec/mail.md`, NB-5).
///
/// `hopBudget` is 1 to 16: how many overlay hops the mail may still make (EX-9).
///
/// @param kind which sort of exit the batch is for
/// @param receipt the receipt's octets, decoded; empty if absent, as it always is towards open
///   exits
@SuppressWarnings("ArrayRecordComponent") // copied both ways; batches are not compared
public record BatchHeader(Exit kind, int hopBudget, byte[] receipt) {
  /// Whom a batch is for.
  public enum Exit {
    /// A gateway of the recipient's domain.
    OWN,
    /// A third party's.
    OPEN
  }

  public static final int BLOCK_OCTETS = 4_096;
  public static final int MAX_HOP_BUDGET = 16;

  /// Octets of a receipt; longer is [BatchFault#HEADER_FIELD].
  public static final int RECEIPT_OCTETS = 2_048;

  static final String TYPE = "Content-Type: application/batch-SMTP";
  static final String ENCODING = "Content-Transfer-Encoding: binary";

  /// Copies the receipt.
  ///
  /// @throws IllegalArgumentException for a budget or receipt out of bounds, or a receipt for an
  ///   open exit
  public BatchHeader {
    Objects.requireNonNull(kind);
    if (hopBudget < 1 || hopBudget > MAX_HOP_BUDGET || receipt.length > RECEIPT_OCTETS) {
      throw new IllegalArgumentException("not a batch header");
    }
    if (kind == Exit.OPEN && receipt.length > 0) {
      throw new IllegalArgumentException("no receipt for an open exit");
    }
    receipt = receipt.clone();
  }

  /// A header without receipt.
  public static BatchHeader of(Exit kind, int hopBudget) {
    return new BatchHeader(kind, hopBudget, new byte[0]);
  }

  @Override
  public byte[] receipt() {
    return receipt.clone();
  }

  /// The header block with its empty line. The receipt is not written: no rule says yet how.
  public byte[] encode(boolean smtpUtf8, boolean requireTls) {
    String block =
        contentType(smtpUtf8, requireTls) + "\r\n" + ENCODING + "\r\n" + batchField() + "\r\n\r\n";
    return block.getBytes(StandardCharsets.US_ASCII);
  }

  /// The type names its extensions only when they are more than the default (BS-4, BS-5).
  static String contentType(boolean smtpUtf8, boolean requireTls) {
    if (!smtpUtf8 && !requireTls) {
      return TYPE;
    }
    return TYPE
        + "; required-extensions=\"8bitMIME,SIZE,NOTARY"
        + (smtpUtf8 ? ",SMTPUTF8" : "")
        + (requireTls ? ",REQUIRETLS" : "")
        + "\"";
  }

  String batchField() {
    String name = kind == Exit.OWN ? "own" : "open";
    return "Nightmail-Batch: v=1; p=" + name + "; hb=" + hopBudget;
  }
}
