// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import nightmail.node.link.LinkIdentity;
import nightmail.node.net.Cidr;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.RelayId;
import nightmail.proto.smtp.ServerPolicy;
import nightmail.proto.smtp.SmtpReply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The SMTP server over loopback sockets.
final class SmtpServerIT {
  private static final long WAIT_SECONDS = 20;
  private static final long MAX_BYTES = 65_536;
  private static final RecipientPolicy ALL = recipient -> Optional.empty();

  private final Notebook notebook = new Notebook();

  @Test
  @DisplayName("SV-1, SV-17: a mail arrives octet for octet, without its dot-stuffing")
  void mailArrivesOctetForOctet() throws Exception {
    try (SmtpServer server = started(settings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      client.toData();
      int code = client.code("Subject: x\r\n\r\n..one dot\r\n8-bit \u00e4\r\n.\r\n");

      assertEquals(250, code);
      assertArrayEquals(
          "Subject: x\r\n\r\n.one dot\r\n8-bit \u00e4\r\n".getBytes(StandardCharsets.ISO_8859_1),
          mail().octets());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r"})
  @DisplayName("SV-1, SV-2, T-3: no false end of data smuggles a second mail")
  void falseEndOfDataSmugglesNothing(String end) throws Exception {
    try (SmtpServer server = started(settings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      client.toData();
      client.send("Subject: x\r\n\r\ntext" + end);
      client.send("MAIL FROM:<evil@x.example>\r\nRCPT TO:<b@site.example>\r\nDATA\r\n");

      assertEquals(550, client.code("smuggled\r\n.\r\n"));
      assertEquals(250, client.code("NOOP\r\n"));
      assertTrue(notebook.mails.isEmpty());
    }
  }

  @Test
  @DisplayName("SV-6: a command behind STARTTLS in the same packet is never carried out")
  void commandBehindStartTlsIsNotCarriedOut() throws Exception {
    try (SmtpServer server = started(tlsSettings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      assertEquals(220, client.code());
      assertEquals(250, client.code("EHLO client.example\r\n"));
      int code = client.code("STARTTLS\r\nRSET\r\n");

      assertTrue(code >= 500, "got " + code);
      assertNull(client.reply());
    }
  }

  @Test
  @DisplayName("SV-6, SV-7: after STARTTLS the session begins anew, without STARTTLS")
  void sessionBeginsAnewAfterStartTls() throws Exception {
    try (SmtpServer server = started(tlsSettings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      assertEquals(220, client.code());
      client.send("EHLO client.example\r\n");
      assertTrue(client.wholeReply().contains("STARTTLS"));
      assertEquals(220, client.code("STARTTLS\r\n"));
      client.over(overTls(client.socket()));

      assertEquals(503, client.code("MAIL FROM:<a@client.example>\r\n"));
      client.send("EHLO client.example\r\n");
      assertFalse(client.wholeReply().contains("STARTTLS"));
    }
  }

  @Test
  @DisplayName("SV-14: a hundred recipients are taken, the next one waits")
  void hundredRecipientsAreTaken() throws Exception {
    try (SmtpServer server = started(settings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      assertEquals(220, client.code());
      assertEquals(250, client.code("EHLO client.example\r\n"));
      assertEquals(250, client.code("MAIL FROM:<>\r\n"));
      StringBuilder group = new StringBuilder();
      for (int i = 0; i < 101; i++) {
        group.append("RCPT TO:<r").append(i).append("@site.example>\r\n");
      }
      client.send(group.toString());
      for (int i = 0; i < 100; i++) {
        assertEquals(250, client.code());
      }

      assertEquals(452, client.code());
      assertEquals(354, client.code("DATA\r\n"));
      assertEquals(250, client.code("x\r\n.\r\n"));
      assertEquals(100, mail().envelope().recipients().size());
    }
  }

  @Test
  @DisplayName("SV-10: a mail announced too big is refused at MAIL")
  void mailAnnouncedTooBigIsRefused() throws Exception {
    try (SmtpServer server = started(settings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      assertEquals(220, client.code());
      assertEquals(250, client.code("EHLO client.example\r\n"));

      assertEquals(552, client.code("MAIL FROM:<a@client.example> SIZE=65537\r\n"));
      assertEquals(250, client.code("MAIL FROM:<a@client.example> SIZE=65536\r\n"));
    }
  }

  @Test
  @DisplayName("SV-11: a group sent at once is answered in order")
  void pipelinedGroupIsAnsweredInOrder() throws Exception {
    RecipientPolicy oneRefused =
        recipient ->
            recipient.path().localPart().equals("no")
                ? Optional.of(SmtpReply.of(550, "5.1.1", "no such user"))
                : Optional.empty();
    try (SmtpServer server = started(settings(), oneRefused);
        RawClient client = new RawClient(server.boundAddress())) {
      assertEquals(220, client.code());
      assertEquals(250, client.code("EHLO client.example\r\n"));
      client.send(
          String.join(
              "\r\n",
              "MAIL FROM:<a@client.example>",
              "RCPT TO:<no@site.example>",
              "RCPT TO:<yes@site.example>",
              "DATA",
              ""));

      assertEquals(250, client.code());
      assertEquals(550, client.code());
      assertEquals(250, client.code());
      assertEquals(354, client.code());
    }
  }

  @Test
  @DisplayName("SV-17: 250 is not said before the mail is kept")
  void mailIsNotConfirmedBeforeItIsKept() throws Exception {
    CompletableFuture<SmtpReply> fate = new CompletableFuture<>();
    notebook.fate = fate;
    try (SmtpServer server = started(settings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      client.toData();
      client.send("x\r\n.\r\nQUIT\r\n");
      assertTrue(notebook.finishing.await(WAIT_SECONDS, TimeUnit.SECONDS));

      assertFalse(client.hasReply());
      fate.complete(Notebook.KEPT);
      assertEquals(250, client.code());
      assertEquals(221, client.code());
    }
  }

  @Test
  @DisplayName("SV-10: a mail that cannot be kept is deferred and forgotten")
  void mailThatCannotBeKeptIsDeferred() throws Exception {
    notebook.isFull = true;
    try (SmtpServer server = started(settings(), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      client.toData();

      assertEquals(452, client.code("x\r\n.\r\n"));
      assertEquals(0, notebook.abandoned.getCount());
    }
  }

  @Test
  @DisplayName("SV-17: a mail cut off by its client is forgotten")
  void mailCutOffIsForgotten() throws Exception {
    try (SmtpServer server = started(settings(), ALL)) {
      try (RawClient client = new RawClient(server.boundAddress())) {
        client.toData();
        client.send("half a ma");
      }

      assertTrue(notebook.abandoned.await(WAIT_SECONDS, TimeUnit.SECONDS));
      assertTrue(notebook.mails.isEmpty());
    }
  }

  @Test
  @DisplayName("SV-15: a client that drips octets without ending a line is sent away")
  void drippingClientIsSentAway() throws Exception {
    SmtpSettings hasty = with(settings(), 200, Duration.ofMillis(300));
    try (SmtpServer server = started(hasty, ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      assertEquals(220, client.code());
      client.send("E");
      client.send("H");

      assertEquals(421, client.code());
      assertNull(client.reply());
    }
  }

  @Test
  @DisplayName("README §9: who is not trusted gets 554 and no session")
  void strangerIsTurnedAway() throws Exception {
    try (SmtpServer server = started(settings(block("192.0.2.0/24")), ALL);
        RawClient client = new RawClient(server.boundAddress())) {
      assertEquals(554, client.code());
      assertNull(client.reply());
    }
  }

  @Test
  @DisplayName("SV-15: one connection too many gets 421")
  void connectionTooManyIsTurnedAway() throws Exception {
    try (SmtpServer server = started(with(settings(), 2, Duration.ofMinutes(5)), ALL);
        RawClient first = new RawClient(server.boundAddress());
        RawClient second = new RawClient(server.boundAddress())) {
      assertEquals(220, first.code());
      assertEquals(220, second.code());
      try (RawClient third = new RawClient(server.boundAddress())) {
        assertEquals(421, third.code());
      }
    }
  }

  private Notebook.Mail mail() throws InterruptedException {
    Notebook.Mail mail = notebook.mails.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    assertNotNull(mail);
    return mail;
  }

  private SmtpServer started(SmtpSettings settings, RecipientPolicy policy) throws IOException {
    SmtpServer server = new SmtpServer(settings, policy, notebook, () -> false);
    server.start();
    return server;
  }

  private static Cidr block(String text) {
    return Cidr.parse(text).orElseThrow();
  }

  private static SmtpSettings settings(Cidr... trusted) {
    List<Cidr> blocks =
        trusted.length > 0 ? List.of(trusted) : List.of(block("127.0.0.0/8"), block("::1/128"));
    return SmtpSettings.of(
        loopback(), blocks, ServerPolicy.plain("relay.example", MAX_BYTES), new ServerTls.Off());
  }

  private static SmtpSettings with(SmtpSettings base, int connections, Duration lineWait) {
    return new SmtpSettings(
        base.listen(),
        base.trusted(),
        base.policy(),
        base.tls(),
        connections,
        lineWait,
        lineWait,
        base.messageWait(),
        base.unkeptOctets(),
        1);
  }

  private static SmtpSettings tlsSettings() throws Exception {
    LinkIdentity key =
        LinkIdentity.generate(new RelayId(Fixed32.of(new byte[Fixed32.BYTES])), new SecureRandom());
    return SmtpSettings.of(
        loopback(),
        List.of(block("127.0.0.1/32"), block("::1/128")),
        new ServerPolicy("relay.example", MAX_BYTES, true, false, ServerPolicy.Stray.REJECT),
        new ServerTls.Key(key.key(), List.of(key.certificate())));
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static Socket overTls(Socket plain) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return context.getSocketFactory().createSocket(plain, "relay.example", plain.getPort(), true);
  }
}
