// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import nightmail.proto.mail.BatchHeader;
import nightmail.proto.mail.BatchWriter;
import nightmail.proto.mail.DotStuffing;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.message.MailObject;

/// Mail with a mark in it, by which a delivery is known again.
final class Letter {
  private static final String MARK = "Subject: ";

  private Letter() {}

  /// A message of about `octets`.
  static byte[] message(String mark, int octets) {
    StringBuilder text = new StringBuilder(MARK + mark + "\r\n\r\n");
    while (text.length() < octets) {
      text.append("All work and no play makes mail a dull thing to carry.\r\n");
    }
    return text.toString().getBytes(US_ASCII);
  }

  static String mark(byte[] message) {
    String text = new String(message, US_ASCII);
    return text.substring(MARK.length(), text.indexOf("\r\n"));
  }

  /// From a user of `a.example` to these.
  static Envelope envelope(String... recipients) {
    List<Recipient> to =
        Stream.of(recipients)
            .map(r -> r.split("@", 2))
            .map(r -> Recipient.of(new Path(r[0], r[1])))
            .toList();
    return Envelope.of(new Path("alice", "a.example"), to);
  }

  /// The object a gateway makes of a draft.
  static byte[] object(Parcel parcel, byte[] message) {
    DotStuffing stuffing = new DotStuffing();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(
        BatchWriter.prefix(
            BatchHeader.of(BatchHeader.Exit.OWN, parcel.hopBudget()),
            parcel.envelope(),
            message.length));
    content.writeBytes(stuffing.encode(message));
    content.writeBytes(stuffing.end());
    content.writeBytes(BatchWriter.suffix());
    long minutes = parcel.doNotDeliverAfter().getEpochSecond() / 60;
    return MailObject.of(content.toByteArray(), minutes).encode();
  }
}
