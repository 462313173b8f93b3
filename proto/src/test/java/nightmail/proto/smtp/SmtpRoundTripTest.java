// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.RandomMail;
import nightmail.proto.smtp.RecipientOutcome.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Our client against our server, cut at random.
final class SmtpRoundTripTest {
  private static final int CASES = 200;

  @Test
  @DisplayName("SV-1, SV-4, SV-12, SV-13: envelope and octets arrive as they left")
  void mailArrivesAsItLeft() {
    for (int i = 0; i < CASES; i++) {
      long seed = RandomMail.SEED + i;
      RandomMail random = new RandomMail(seed);
      Envelope envelope = random.envelope();
      byte[] message = random.message();
      Owner owner =
          new Owner(new ServerPolicy("mx.example", 1 << 20, true, true, ServerPolicy.Stray.REJECT));

      List<RecipientOutcome> outcomes = deliver(envelope, message, owner, new Random(seed));

      assertTrue(outcomes.stream().allMatch(o -> o.verdict() == Verdict.DELIVERED), "seed " + seed);
      assertArrayEquals(message, owner.mails.getFirst(), "seed " + seed);
      assertEquals(envelope, owner.submitted.getFirst().envelope(), "seed " + seed);
      assertTrue(owner.closed, "seed " + seed);
    }
  }

  @Test
  @DisplayName("SV-1: whatever octets a server reads, it neither fails nor answers out of turn")
  void noiseIsAnswered() {
    Random random = new Random(RandomMail.SEED);
    String alphabet = "\r\n\r\n. MAILFROM:<>@aRCPTODSEHLQ\0\u00e9";
    for (int i = 0; i < CASES; i++) {
      Owner owner = Owner.greeted();
      for (int j = 0; j < 20 && !owner.closed; j++) {
        byte[] noise = new byte[random.nextInt(40)];
        for (int k = 0; k < noise.length; k++) {
          noise[k] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        owner.say(noise);
      }
      assertFalse(owner.codes.stream().anyMatch(c -> c < 200 || c > 599));
    }
  }

  private static List<RecipientOutcome> deliver(
      Envelope envelope, byte[] message, Owner owner, Random random) {
    ClientDialogue client =
        new ClientDialogue(
            new DeliveryOrder(
                "me.example", envelope, message.length, DeliveryOrder.Tls.IF_OFFERED, false));
    ArrayDeque<ClientStep> steps = new ArrayDeque<>(client.on(new ClientInput.Connected()));
    List<RecipientOutcome> outcomes = List.of();
    steps.addAll(answers(client, owner, random));
    while (!steps.isEmpty()) {
      switch (steps.poll()) {
        case ClientStep.Send(byte[] bytes) -> {
          for (byte[] piece : cut(bytes, random)) {
            if (!owner.closed) {
              owner.say(piece);
            }
          }
          steps.addAll(answers(client, owner, random));
        }
        case ClientStep.StartTls tls -> steps.addAll(client.on(new ClientInput.TlsDone(true)));
        case ClientStep.WantMessage want -> {
          for (byte[] piece : cut(message, random)) {
            steps.addAll(client.on(new ClientInput.MessageOctets(piece)));
          }
          steps.addAll(client.on(new ClientInput.MessageEnd()));
        }
        case ClientStep.Finished(List<RecipientOutcome> list) -> outcomes = list;
        case ClientStep.Close close -> assertTrue(steps.isEmpty());
      }
    }
    return outcomes;
  }

  private static List<ClientStep> answers(ClientDialogue client, Owner owner, Random random) {
    ArrayDeque<ClientStep> steps = new ArrayDeque<>();
    byte[] written = owner.written.toByteArray();
    owner.written.reset();
    for (byte[] piece : cut(written, random)) {
      steps.addAll(client.on(new ClientInput.Octets(piece)));
    }
    return List.copyOf(steps);
  }

  /// The octets in one piece or two.
  private static List<byte[]> cut(byte[] octets, Random random) {
    if (octets.length == 0) {
      return List.of();
    }
    int at = random.nextInt(octets.length);
    return random.nextBoolean()
        ? List.of(octets.clone())
        : List.of(Arrays.copyOf(octets, at), Arrays.copyOfRange(octets, at, octets.length));
  }
}
