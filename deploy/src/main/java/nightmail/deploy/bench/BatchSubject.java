// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightmail.proto.mail.BatchHeader;
import nightmail.proto.mail.BatchProfile;
import nightmail.proto.mail.BatchReader;
import nightmail.proto.mail.BatchResult;
import nightmail.proto.mail.BatchWriter;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;

/// Reading a mail of 30 KB out of its batch.
///
/// Parsing has no primitives of its own. What stands beside it is the least that any reader does:
/// look at each octet once for the ends of lines, and copy the text.
final class BatchSubject {
  static final int MESSAGE_BYTES = 30_000;
  private static final int LINE_BYTES = 75;

  private BatchSubject() {}

  static Pair pair() {
    byte[] batch = batch(message());
    int textAt = batch.length - BatchWriter.suffix().length - MESSAGE_BYTES;
    Operation ours =
        () ->
            switch (BatchReader.strict(batch)) {
              case BatchResult.Batch read -> read;
              case BatchResult.Malformed bad -> throw new IllegalStateException(bad.toString());
            };
    Operation bare =
        () -> {
          if (lines(batch) < MESSAGE_BYTES / (LINE_BYTES + 2)) {
            throw new IllegalStateException("every line ends");
          }
          return Arrays.copyOfRange(batch, textAt, textAt + MESSAGE_BYTES);
        };
    return new Pair(ours, bare);
  }

  /// A batch of `message`, in which no line begins with a dot.
  static byte[] batch(byte[] message) {
    Recipient recipient = Recipient.of(new Path("bob", "b.example"));
    Envelope envelope =
        BatchProfile.envelope(
            Envelope.of(new Path("alice", "a.example"), List.of(recipient)),
            BatchHeader.Exit.OWN,
            new Random(1));
    byte[] prefix =
        BatchWriter.prefix(BatchHeader.of(BatchHeader.Exit.OWN, 16), envelope, message.length);
    byte[] suffix = BatchWriter.suffix();
    byte[] batch = Arrays.copyOf(prefix, prefix.length + message.length + suffix.length);
    System.arraycopy(message, 0, batch, prefix.length, message.length);
    System.arraycopy(suffix, 0, batch, prefix.length + message.length, suffix.length);
    return batch;
  }

  /// 30,000 octets of text in lines of 75 and a shorter last one.
  static byte[] message() {
    StringBuilder text = new StringBuilder("Subject: report\r\n\r\n");
    String line = "x".repeat(LINE_BYTES) + "\r\n";
    while (text.length() + line.length() < MESSAGE_BYTES) {
      text.append(line);
    }
    text.append("x".repeat(MESSAGE_BYTES - 2 - text.length())).append("\r\n");
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static int lines(byte[] batch) {
    int lines = 0;
    for (int i = 1; i < batch.length; i++) {
      if (batch[i] == '\n' && batch[i - 1] == '\r') {
        lines++;
      }
    }
    return lines;
  }
}
