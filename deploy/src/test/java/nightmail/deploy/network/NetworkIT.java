// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import nightmail.deploy.sink.Kept;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A real network on loopback: mail by SMTP in, links between, mail by SMTP out, relays that stop.
@TestMethodOrder(MethodOrderer.Random.class)
class NetworkIT {
  private static final String MESSAGE =
      """
      From: Alice <alice@sender.example>\r
      Subject: %s\r
      \r
      .one\r
      ..\r
      .\r
      \u00e4\u00f6\u00fc\r
      end\r
      """;

  private static LoopbackNetwork network;

  @BeforeAll
  static void startNetwork(@TempDir Path folder) throws Exception {
    network = new LoopbackNetwork(folder);
    network.awaitReady(LoopbackNetwork.SENDER);
    network.awaitReady(LoopbackNetwork.RECIPIENT);
    network.awaitServed();
  }

  @AfterAll
  static void stopNetwork() throws IOException {
    network.close();
  }

  @Test
  void mailCrossesTheNetworkOctetByOctet() throws Exception {
    submit("crossing", "bob@recipient.example");

    assertArrayEquals(message("crossing"), arrival("crossing").octets());
    assertEquals("alice@sender.example", arrival("crossing").reversePath());
    assertEquals(List.of("bob@recipient.example"), arrival("crossing").forwardPaths());
  }

  @Test
  void mailAnswered250SurvivesTheRestartOfItsGateway() throws Exception {
    submit("gateway", "bob@recipient.example");

    network.stop(LoopbackNetwork.SENDER);
    network.startAgain(LoopbackNetwork.SENDER);

    assertArrayEquals(message("gateway"), arrival("gateway").octets());
    network.awaitReady(LoopbackNetwork.SENDER);
  }

  @Test
  void mailInCustodySurvivesTheRestartOfItsExit() throws Exception {
    submit("exit", "greylist@recipient.example");
    LoopbackNetwork.await(
        "custody at the exit", () -> network.metric(LoopbackNetwork.RECIPIENT, ARRIVED) > 0);

    network.stop(LoopbackNetwork.RECIPIENT);
    network.startAgain(LoopbackNetwork.RECIPIENT);

    assertArrayEquals(message("exit"), arrival("exit").octets());
    network.awaitReady(LoopbackNetwork.RECIPIENT);
  }

  @Test
  void aFailureAtTheExitIsToldToTheSender() throws Exception {
    submit("failing", "permerror@recipient.example");

    Kept report = arrival("failing");
    String text = new String(report.octets(), ISO_8859_1);
    assertEquals("", report.reversePath());
    assertEquals(List.of("alice@sender.example"), report.forwardPaths());
    assertTrue(text.contains("report-type=delivery-status"), text);
    assertTrue(text.contains("Action: failed"), text);
  }

  @Test
  void aDomainNobodyServesIsRefusedBeforeData() throws Exception {
    try (Client client = new Client(network.smtp(LoopbackNetwork.SENDER))) {
      client.say("EHLO alice.example", "250");
      client.say("MAIL FROM:<alice@sender.example>", "250");
      client.say("RCPT TO:<somebody@nowhere.example>", "550 5.1.2");
      client.say("RCPT TO:<carol@sender.example>", "550 5.4.6");
    }
  }

  private static final String ARRIVED = "nightmail_spool_rows{state=\"arrived\"}";

  private static byte[] message(String subject) {
    return MESSAGE.formatted(subject).getBytes(ISO_8859_1);
  }

  private static void submit(String subject, String recipient) throws IOException {
    try (Client client = new Client(network.smtp(LoopbackNetwork.SENDER))) {
      client.say("EHLO alice.example", "250");
      client.say("MAIL FROM:<alice@sender.example> BODY=8BITMIME", "250");
      client.say("RCPT TO:<" + recipient + ">", "250");
      client.say("DATA", "354");
      client.say(MESSAGE.formatted(subject).replace("\r\n.", "\r\n..") + ".", "250");
      client.say("QUIT", "221");
    }
  }

  /// The message with this subject, or the report about it, once it is there.
  private static Kept arrival(String subject)
      throws IOException, InterruptedException, TimeoutException {
    LoopbackNetwork.await("arrival of " + subject, () -> !arrivals(subject).isEmpty());
    return arrivals(subject).getFirst();
  }

  private static List<Kept> arrivals(String subject) throws IOException {
    return network.mailbox().messages().stream()
        .filter(kept -> new String(kept.octets(), ISO_8859_1).contains("Subject: " + subject))
        .toList();
  }

  /// An SMTP client that insists on the reply it expects.
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    Client(InetSocketAddress server) throws IOException {
      socket = new Socket(server.getAddress(), server.getPort());
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      out = socket.getOutputStream();
      expect("220");
    }

    void say(String line, String expected) throws IOException {
      out.write((line + "\r\n").getBytes(ISO_8859_1));
      expect(expected);
    }

    private void expect(String expected) throws IOException {
      String line = in.readLine();
      while (line != null && line.length() > 3 && line.charAt(3) == '-') {
        line = in.readLine();
      }
      assertTrue(line != null && line.startsWith(expected), expected + " wanted, not " + line);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
