// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminHandlerTest {
  private static final String HOST = "Host: 127.0.0.1:8025\r\n";

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource({
    "GET, /metrics, 200",
    "GET, /metrics?x=1, 200",
    "GET, /healthz/live, 200",
    "GET, /healthz/ready, 200",
    "HEAD, /metrics, 200",
    "GET, /, 404",
    "GET, /metrics/, 404",
    "GET, /../etc/passwd, 404",
    "POST, /metrics, 405",
    "DELETE, /metrics, 405",
    "OPTIONS, /metrics, 405"
  })
  @DisplayName("WS-1: GET and HEAD only")
  void methodsAndPaths(String method, String path, int status) {
    assertEquals(status, status(method + " " + path + " HTTP/1.1\r\n" + HOST + "\r\n"));
  }

  @ParameterizedTest(name = "Host {0} -> {1}")
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:8025, 200",
    "127.0.1.9, 200",
    "[::1]:8025, 200",
    "attacker.example, 421",
    "127.0.0.1.attacker.example, 421",
    "localhost.attacker.example:80, 421",
    "192.0.2.1, 421"
  })
  @DisplayName("WS-2: a foreign Host is misdirected")
  void foreignHostIsRefused(String host, int status) {
    assertEquals(status, status("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
  }

  @Test
  void missingOrSecondHostIsRefused() {
    assertEquals(421, status("GET /metrics HTTP/1.1\r\n\r\n"));
    assertEquals(421, status("GET /metrics HTTP/1.1\r\n" + HOST + HOST + "\r\n"));
  }

  @Test
  @DisplayName("WS-4: long header 431, long line 414, any body 413, garbage 400")
  void limitsAreAnswered() {
    String longText = "x".repeat(9_000);

    assertEquals(431, status("GET / HTTP/1.1\r\n" + HOST + "X: " + longText + "\r\n\r\n"));
    assertEquals(414, status("GET /" + longText + " HTTP/1.1\r\n" + HOST + "\r\n"));
    assertEquals(413, status("GET / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n\r\nx"));
    assertEquals(
        413, status("GET / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
    assertEquals(400, status("GET / HTTP/1.1\r\n" + HOST + "bad header\r\n\r\n"));
  }

  @Test
  void byteByByteGivesTheSameAnswer() {
    String request = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";
    EmbeddedChannel channel = channel();

    for (byte octet : request.getBytes(ISO_8859_1)) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
    }

    assertTrue(read(channel).contains("metric 1\n"));
    assertFalse(channel.isOpen());
  }

  @Test
  void halfARequestIsAnsweredByNothing() {
    EmbeddedChannel channel = channel();

    channel.writeInbound(Unpooled.copiedBuffer("GET /metrics HTT", ISO_8859_1));
    var _ = channel.close();

    assertEquals("", read(channel));
  }

  @Test
  void aSecondRequestOnTheConnectionIsNotAnswered() {
    String request = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";

    String answer = exchange(request + request);

    assertEquals(1, answer.split("HTTP/1.1 200", -1).length - 1);
  }

  @Test
  void headSendsNoBodyAndMetricsCanBeOff() {
    assertFalse(exchange("HEAD /metrics HTTP/1.1\r\n" + HOST + "\r\n").contains("metric 1"));
    assertEquals(404, pages(Optional.empty()).at("/metrics").status());
  }

  @Test
  void otherThanLoopbackIsNotServed() {
    InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);

    assertThrows(
        IllegalArgumentException.class,
        () -> AdminServer.start(everywhere, pages(Optional.empty())));
  }

  @Test
  void theServerAnswersOnLoopback() throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (AdminServer server = AdminServer.start(loopback, pages(Optional.of("metric 1\n")));
        Socket socket = new Socket()) {
      socket.setSoTimeout(10_000);
      socket.connect(server.boundAddress());
      socket
          .getOutputStream()
          .write(("GET /metrics HTTP/1.1\r\n" + HOST + "\r\n").getBytes(ISO_8859_1));

      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

      assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
      assertTrue(answer.endsWith("metric 1\n"), answer);
    }
  }

  private static AdminPages pages(Optional<String> metrics) {
    Health health =
        new Health(HealthTest.allTrue(Health.Live.class), HealthTest.allTrue(Health.Ready.class));
    return new AdminPages(() -> metrics, health);
  }

  private static EmbeddedChannel channel() {
    return new EmbeddedChannel(new AdminChannel(pages(Optional.of("metric 1\n"))));
  }

  private static int status(String request) {
    return Integer.parseInt(exchange(request).substring(9, 12));
  }

  private static String exchange(String request) {
    EmbeddedChannel channel = channel();
    channel.writeInbound(Unpooled.copiedBuffer(request, ISO_8859_1));
    return read(channel);
  }

  private static String read(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(ISO_8859_1));
      part.release();
    }
    channel.finishAndReleaseAll();
    return text.toString();
  }
}
