// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// What reading a batch gave.
public sealed interface BatchResult {
  /// The batch of one mail.
  ///
  /// @param message the mail, dot-stuffing removed; owned by whoever has the record
  @SuppressWarnings("ArrayRecordComponent") // up to 10 MiB: not copied, never compared
  record Batch(BatchHeader header, Envelope envelope, byte[] message) implements BatchResult {}

  /// Not a batch; nothing of it may be delivered (BS-14).
  ///
  /// @param line in which reading stopped, from 1, the header block counted
  record Malformed(int line, BatchFault fault) implements BatchResult {}
}
