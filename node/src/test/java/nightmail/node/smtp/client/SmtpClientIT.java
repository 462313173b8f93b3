// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.smtp.DeliveryOrder;
import nightmail.proto.smtp.RecipientOutcome;
import nightmail.proto.smtp.RecipientOutcome.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The SMTP client against a scripted server on loopback.
final class SmtpClientIT {
  private static final long WAIT_SECONDS = 20;
  private static final String EHLO =
      "250-mx.example\n250-PIPELINING\n250-8BITMIME\n250 SIZE 99999999";

  @Test
  @DisplayName("CL-7, SV-1: a mail is delivered, dots stuffed, after a reply of several lines")
  void mailIsDelivered() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Map.of("EHLO", EHLO))) {
      List<RecipientOutcome> outcomes = deliver(server, "Subject: x\r\n\r\n.dot\r\n");

      assertEquals(Verdict.DELIVERED, outcomes.getFirst().verdict());
      assertEquals("Subject: x\r\n\r\n..dot\r\n", text(server.text()));
      assertTrue(server.heard().getFirst().startsWith("EHLO relay.example"));
    }
  }

  @Test
  @DisplayName("CL-5: a recipient refused for good fails, the other one gets the mail")
  void refusedRecipientFailsAlone() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Map.of("RCPT", "550 5.1.1 no"))) {
      List<RecipientOutcome> outcomes = deliver(server, "x\r\n");

      assertEquals(Verdict.FAILED, outcomes.getFirst().verdict());
      assertEquals(550, outcomes.getFirst().code());
      assertTrue(server.texts.isEmpty());
    }
  }

  @Test
  @DisplayName("CL-5: trouble for now, at any step, is a deferral")
  void transientRefusalIsDeferred() throws Exception {
    for (String step : List.of("MAIL", "RCPT", "DATA", "end")) {
      try (ScriptedServer server = new ScriptedServer(Map.of(step, "451 4.3.0 later"))) {
        assertEquals(Verdict.DEFERRED, deliver(server, "x\r\n").getFirst().verdict(), "at " + step);
      }
    }
  }

  @Test
  @DisplayName("CL-7: a connection lost at any step, the final dot included, is no delivery")
  void lostConnectionIsNoDelivery() throws Exception {
    for (String step : List.of("greeting", "EHLO", "MAIL", "RCPT", "DATA", "end")) {
      try (ScriptedServer server = new ScriptedServer(Map.of(step, ScriptedServer.DROP))) {
        RecipientOutcome outcome = deliver(server, "x\r\n").getFirst();

        assertTrue(
            outcome.verdict() == Verdict.DEFERRED || outcome.verdict() == Verdict.OTHER_HOST,
            "at " + step);
        assertEquals(4, outcome.code() / 100, "at " + step);
      }
    }
  }

  @Test
  @DisplayName("CL-7: a server that falls silent is given up")
  void silentServerIsGivenUp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(Map.of("end", ScriptedServer.MUTE))) {
      ClientSettings hasty =
          new ClientSettings(
              "relay.example", DeliveryOrder.Tls.NONE, true, Duration.ofSeconds(5), 1, 1);
      RecipientOutcome outcome = deliver(server, "x\r\n", hasty).getFirst();

      assertEquals(4, outcome.code() / 100);
    }
  }

  @Test
  @DisplayName("CL-7: nobody listening is a deferral")
  void nobodyListeningIsDeferred() throws Exception {
    InetSocketAddress nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new InetSocketAddress(closed.getInetAddress(), closed.getLocalPort());
    }

    RecipientOutcome outcome =
        deliver(nobody, MessageSource.of(new byte[0]), ClientSettings.of("relay.example"))
            .getFirst();

    assertEquals(Verdict.DEFERRED, outcome.verdict());
    assertEquals(451, outcome.code());
  }

  @Test
  @DisplayName("CL-34: a handshake that fails is tried again without TLS")
  void failedHandshakeIsTriedAgainInClear() throws Exception {
    String offer = "250-mx.example\n250 STARTTLS";
    try (ScriptedServer server =
        new ScriptedServer(Map.of("EHLO", offer, "STARTTLS", "220 go\n" + ScriptedServer.DROP))) {
      List<RecipientOutcome> outcomes = deliver(server, "x\r\n");

      assertEquals(Verdict.DELIVERED, outcomes.getFirst().verdict());
      assertTrue(server.heard().contains("STARTTLS"));
    }
  }

  @Test
  @DisplayName("CL-7: ten mebibytes flow through, octet for octet")
  void bigMailFlowsThrough() throws Exception {
    byte[] line = ("a".repeat(70) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int lines = 10 * 1_024 * 1_024 / line.length;
    byte[] big = new byte[lines * line.length];
    for (int i = 0; i < lines; i++) {
      System.arraycopy(line, 0, big, i * line.length, line.length);
    }
    try (ScriptedServer server = new ScriptedServer(Map.of("EHLO", EHLO))) {
      List<RecipientOutcome> outcomes =
          deliver(server.address(), MessageSource.of(big), ClientSettings.of("relay.example"));

      assertEquals(Verdict.DELIVERED, outcomes.getFirst().verdict());
      assertArrayEquals(sha256(big), sha256(server.text()));
    }
  }

  @Test
  @DisplayName("CL-7: a mail that cannot be read to its end is not delivered in part")
  void unreadableMailIsNotDelivered() throws Exception {
    MessageSource broken =
        new MessageSource() {
          @Override
          public long octets() {
            return 10;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("gone");
          }
        };
    try (ScriptedServer server = new ScriptedServer(Map.of())) {
      RecipientOutcome outcome =
          deliver(server.address(), broken, ClientSettings.of("relay.example")).getFirst();

      assertFalse(outcome.verdict() == Verdict.DELIVERED);
      assertTrue(server.texts.isEmpty());
    }
  }

  private static List<RecipientOutcome> deliver(ScriptedServer server, String message)
      throws Exception {
    return deliver(server, message, ClientSettings.of("relay.example"));
  }

  private static List<RecipientOutcome> deliver(
      ScriptedServer server, String message, ClientSettings settings) throws Exception {
    byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
    return deliver(server.address(), MessageSource.of(octets), settings);
  }

  private static List<RecipientOutcome> deliver(
      InetSocketAddress server, MessageSource message, ClientSettings settings) throws Exception {
    Envelope envelope =
        Envelope.of(
            new Path("a", "site.example"), List.of(Recipient.of(new Path("b", "mx.example"))));
    try (SmtpClient client = new SmtpClient(settings)) {
      List<RecipientOutcome> outcomes =
          client
              .deliver(server, envelope, message)
              .toCompletableFuture()
              .get(WAIT_SECONDS, TimeUnit.SECONDS);
      assertEquals(1, outcomes.size());
      return outcomes;
    }
  }

  private static byte[] sha256(byte[] octets) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(octets);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
