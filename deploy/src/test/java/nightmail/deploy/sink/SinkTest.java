// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The demo's sink, DM-4.
class SinkTest {
  @TempDir Path folder;
  private Mailbox mailbox;
  private Sink sink;
  private Socket socket;
  private BufferedReader replies;

  @BeforeEach
  void open() throws IOException {
    mailbox = new Mailbox(folder);
    sink = Sink.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), mailbox);
    connect();
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    sink.close();
  }

  private void connect() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), sink.port());
    replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    replies.readLine();
  }

  private String say(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
    return replies.readLine();
  }

  private String envelope(String local) throws IOException {
    say("MAIL FROM:<a@sender.example>");
    return say("RCPT TO:<" + local + "@recipient.example>");
  }

  @Test
  void messageIsKeptOctetByOctet() throws IOException {
    envelope("bob");
    say("DATA");
    String reply = say("Subject: x\r\n\r\n..dot\r\n.. \r\n\u00e9\0\r\n.");

    assertEquals("250 2.0.0 kept", reply);
    List<Kept> kept = mailbox.messages();
    assertEquals(1, kept.size());
    assertEquals("a@sender.example", kept.getFirst().reversePath());
    assertEquals(List.of("bob@recipient.example"), kept.getFirst().forwardPaths());
    assertArrayEquals(
        "Subject: x\r\n\r\n.dot\r\n. \r\n\u00e9\0\r\n".getBytes(ISO_8859_1),
        kept.getFirst().octets());
  }

  @ParameterizedTest
  @CsvSource({"temperror,451", "permerror,550", "452,452", "599,599", "bob,250", "123,250"})
  void localPartChoosesTheReply(String local, String code) throws IOException {
    assertTrue(envelope(local).startsWith(code + " "));
  }

  @Test
  void greylistTakesTheThirdAttempt() throws IOException {
    assertTrue(envelope("greylist").startsWith("451"));
    assertTrue(envelope("greylist").startsWith("451"));
    assertTrue(envelope("greylist").startsWith("250"));
  }

  @Test
  void droppedDataGetsNoReplyAndIsNotKept() throws IOException {
    envelope("dropdata");
    say("DATA");

    assertNull(say("x\r\n."));
    assertEquals(List.of(), mailbox.messages());
  }

  @Test
  void everyOctetOfAConnectionIsRecorded() throws IOException {
    envelope("k3qzt7wxyabc");
    say("QUIT");

    String recorded = java.nio.file.Files.readString(folder.resolve("socket-1.bin"), ISO_8859_1);
    assertTrue(recorded.contains("RCPT TO:<k3qzt7wxyabc@"), recorded);
  }

  @Test
  void otherThanLoopbackIsRefused() {
    var everywhere = new InetSocketAddress("0.0.0.0", 0);

    assertThrows(IllegalArgumentException.class, () -> Sink.open(everywhere, mailbox));
  }
}
