// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;

/// The worked example of `docs/spec/mail.md` §3.2.
final class BatchExample {
  static final String MESSAGE_SHA256 =
      "041e01cba0ea6b8e39b95141575fad53ef78c2f71473bff21da9db11dde0378b";
  static final String BATCH_SHA256 =
      "e9c5411bc399fa0490ad56cef0af028ccdb6f58896b12e2adecdcc34f28d14ae";

  static final byte[] MESSAGE =
      ascii(
          """
          From: Alice <alice@sender.example>
          To: bob@recipient.example
          Subject: dots
          Date: Mon, 23 Nov 2026 16:05:00 +0000
          Message-ID: <1@sender.example>

          .one
          ..
          .
          end
          """);

  static final String BATCH =
      """
      EHLO overlay.invalid
      MAIL FROM:<alice@sender.example> SIZE=169 BODY=8BITMIME RET=HDRS ENVID=00112233445566ff
      RCPT TO:<bob@recipient.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob@recipient.example
      RCPT TO:<carol+list@recipient.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;carol+2Blist@recipient.example
      DATA
      From: Alice <alice@sender.example>
      To: bob@recipient.example
      Subject: dots
      Date: Mon, 23 Nov 2026 16:05:00 +0000
      Message-ID: <1@sender.example>

      ..one
      ...
      ..
      end
      .
      QUIT
      """;

  static final String HEADER =
      """
      Content-Type: application/batch-SMTP
      Content-Transfer-Encoding: binary
      Nightmail-Batch: v=1; p=own; hb=16

      """;

  private BatchExample() {}

  static Envelope clientEnvelope() {
    return Envelope.of(
        new Path("alice", "sender.example"),
        List.of(
            Recipient.of(new Path("carol+list", "recipient.example")),
            Recipient.of(new Path("bob", "recipient.example"))));
  }

  static Envelope envelope() {
    return BatchProfile.envelope(clientEnvelope(), BatchHeader.Exit.OWN, "00112233445566ff");
  }

  static Recipient recipient(String localPart) {
    Path path = new Path(localPart, "recipient.example");
    return new Recipient(
        path, EnumSet.of(Notify.FAILURE, Notify.DELAY), OriginalRecipient.of(path));
  }

  /// Lines with CRLF for LF.
  static byte[] ascii(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
