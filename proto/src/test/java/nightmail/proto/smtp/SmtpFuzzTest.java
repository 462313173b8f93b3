// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import org.junit.jupiter.api.Order;

@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
final class SmtpFuzzTest {
  private static final byte[] BEGIN =
      "MAIL FROM:<a@s>\r\nRCPT TO:<b@r>\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII);

  @FuzzTest(maxDuration = "10s")
  void serverAnswersTheSameHoweverInputIsCut(byte[] octets) {
    Owner whole = Owner.greeted().say(BEGIN);
    Owner cut = Owner.greeted().say(BEGIN);

    whole.say(octets);
    cut.sayByteByByte(octets);

    // EHLO and STARTTLS look at what came with them, so only mails are compared
    assertEquals(Math.min(1, whole.mails.size()), Math.min(1, cut.mails.size()));
    if (!whole.mails.isEmpty()) {
      assertArrayEquals(whole.mails.getFirst(), cut.mails.getFirst());
    }
  }

  @FuzzTest(maxDuration = "10s")
  void clientFinishesOnceWhateverTheServerSays(byte[] octets) {
    Envelope envelope = Envelope.of(Path.NULL, List.of(Recipient.of(new Path("b", "r"))));
    ClientDialogue client =
        new ClientDialogue(
            new DeliveryOrder("me", envelope, 0, DeliveryOrder.Tls.IF_OFFERED, false));

    long finished = count(client.on(new ClientInput.Connected()));
    finished += count(client.on(new ClientInput.Octets(octets.clone())));
    finished += count(client.on(new ClientInput.MessageEnd()));
    finished += count(client.on(new ClientInput.Lost()));

    assertEquals(1, finished);
  }

  private static long count(List<ClientStep> steps) {
    return steps.stream().filter(ClientStep.Finished.class::isInstance).count();
  }
}
