// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import nightmail.proto.mail.BatchReader;
import nightmail.proto.mail.BatchResult;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.MailObject;
import nightmail.proto.message.Reassembly;
import nightmail.proto.message.Refusal;

/// What a complete set of fragments turned out to hold.
public sealed interface ArrivedObject {
  /// One mail with its envelope. The octets pass into the record.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
  record Mail(Envelope envelope, byte[] message, Instant doNotDeliverAfter)
      implements ArrivedObject {}

  /// Nothing that can be delivered.
  record Refused(Refusal reason) implements ArrivedObject {}

  /// Decodes, checks the digest, then reads the batch, in this order (F-5).
  static ArrivedObject of(Reassembly set) {
    return switch (MailObject.parse(set.object())) {
      case MailObject.Refused refused -> new Refused(refused.reason());
      case MailObject.Accepted accepted -> of(accepted.object());
    };
  }

  private static ArrivedObject of(MailObject object) {
    return switch (BatchReader.strict(object.content())) {
      case BatchResult.Malformed _ -> new Refused(Refusal.SYNTAX);
      case BatchResult.Batch batch ->
          new Mail(batch.envelope(), batch.message(), object.header().doNotDeliverAfter());
    };
  }
}
