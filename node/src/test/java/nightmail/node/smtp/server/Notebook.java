// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import nightmail.proto.mail.Envelope;
import nightmail.proto.smtp.SmtpReply;

/// A mailroom that writes down what it gets.
final class Notebook implements Mailroom {
  /// One mail as it was handed in.
  @SuppressWarnings("ArrayRecordComponent") // read by tests, never compared
  record Mail(Envelope envelope, byte[] octets) {}

  static final SmtpReply KEPT = SmtpReply.of(250, "2.0.0", "kept");

  final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
  final CountDownLatch abandoned = new CountDownLatch(1);
  final CountDownLatch finishing = new CountDownLatch(1);
  volatile boolean isFull;
  volatile CompletionStage<SmtpReply> fate = CompletableFuture.completedStage(KEPT);

  @Override
  public Intake open(Envelope opened) {
    return new Intake() {
      private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

      @Override
      public CompletionStage<Void> append(byte[] chunk) {
        octets.writeBytes(chunk);
        return isFull
            ? CompletableFuture.failedStage(new IOException("full"))
            : CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<SmtpReply> finish(Envelope envelope, long count) {
        if (count != octets.size()) {
          throw new AssertionError("octets lost between append and finish");
        }
        mails.add(new Mail(envelope, octets.toByteArray()));
        finishing.countDown();
        return fate;
      }

      @Override
      public void abandon() {
        abandoned.countDown();
      }
    };
  }
}
