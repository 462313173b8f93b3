// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.List;

/// Reads batches: the strict profile of the overlay, and what RFC 2442 allows to anybody.
public final class BatchReader {
  private BatchReader() {}

  /// Reads the content of an overlay object (nm-bsmtp/1): accepts exactly what [BatchWriter]
  /// writes, and a receipt field.
  ///
  /// @param content not changed
  public static BatchResult strict(byte[] content) {
    return new StrictBatch(content).read();
  }

  /// Reads the client's side of any ESMTP dialogue (RFC 2442 §2, BS-11): what it would have sent.
  ///
  /// @param batch without MIME header, transfer encoding undone; not changed
  public static BulkResult lenient(byte[] batch) {
    return new LenientBatch(batch).read();
  }

  /// What reading a batch of anybody gave.
  public sealed interface BulkResult {
    /// The mails, 1 to 16, in order.
    record Bulk(List<Transaction> transactions) implements BulkResult {
      public Bulk {
        transactions = List.copyOf(transactions);
      }
    }

    /// Not a batch; nothing of it may be delivered (BS-14).
    ///
    /// @param line in which reading stopped, from 1
    record Malformed(int line, BatchFault fault) implements BulkResult {}
  }

  /// One mail of such a batch.
  ///
  /// @param envelope with the recipients that can be taken, perhaps none
  /// @param refused recipients that cannot; each becomes a failed record (BS-12)
  /// @param message dot-stuffing removed; owned by whoever has the record
  @SuppressWarnings("ArrayRecordComponent") // large: not copied, never compared
  public record Transaction(Envelope envelope, List<Refused> refused, byte[] message) {
    public Transaction {
      refused = List.copyOf(refused);
    }
  }

  /// A recipient that cannot be taken.
  ///
  /// @param path as written, without brackets
  public record Refused(String path, MailFault fault) {
    @Override
    public String toString() {
      return "Refused[" + fault + "]";
    }
  }
}
