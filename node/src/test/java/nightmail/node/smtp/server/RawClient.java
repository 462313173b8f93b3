// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An SMTP client that sends whatever a test wants.
final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 8_000;

  private Socket socket;
  private BufferedReader in;

  RawClient(InetSocketAddress server) throws IOException {
    socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = reader(socket);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  void send(String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// The last line of the next reply; null at the end of the connection.
  @Nullable String reply() throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    return line;
  }

  /// Sends, then the code of the next reply; −1 at the end of the connection.
  int code(String octets) throws IOException {
    send(octets);
    return code();
  }

  int code() throws IOException {
    String line = reply();
    return line == null ? -1 : Integer.parseInt(line.substring(0, 3));
  }

  /// All lines of the next reply.
  String wholeReply() throws IOException {
    StringBuilder all = new StringBuilder();
    String line = in.readLine();
    while (line != null) {
      all.append(line).append('\n');
      if (line.length() < 4 || line.charAt(3) != '-') {
        break;
      }
      line = in.readLine();
    }
    return all.toString();
  }

  boolean hasReply() throws IOException {
    return in.ready();
  }

  Socket socket() {
    return socket;
  }

  /// Goes on over another socket, as after STARTTLS.
  void over(Socket other) throws IOException {
    socket = other;
    in = reader(other);
  }

  /// Greeting, EHLO, one sender, one recipient.
  void toData() throws IOException {
    expect(220, code());
    expect(250, code("EHLO client.example\r\n"));
    expect(250, code("MAIL FROM:<a@client.example>\r\n"));
    expect(250, code("RCPT TO:<b@site.example>\r\n"));
    expect(354, code("DATA\r\n"));
  }

  private static void expect(int wanted, int code) {
    if (code != wanted) {
      throw new AssertionError("expected " + wanted + ", got " + code);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
