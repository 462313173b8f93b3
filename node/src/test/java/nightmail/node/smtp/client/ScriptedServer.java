// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An SMTP server that answers each command by a table, and writes down what it hears.
///
/// Special answers: `drop`, alone or as the last line, closes the connection; `mute` never answers.
final class ScriptedServer implements AutoCloseable {
  static final String DROP = "drop";
  static final String MUTE = "mute";

  private static final String ANSWER = "250 2.0.0 ok";
  private static final long WAIT_SECONDS = 20;

  /// Commands in order, one list for each connection.
  final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

  /// Texts of DATA, with dot-stuffing, without the final dot.
  final BlockingQueue<byte[]> texts = new LinkedBlockingQueue<>();

  private final ServerSocket listening;
  private final Map<String, String> answers;

  /// @param answers by the first word of a command, and for `greeting` and `end`; lines joined by
  ///   `\n`
  ScriptedServer(Map<String, String> answers) throws IOException {
    this.answers = answers;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  byte[] text() throws InterruptedException {
    byte[] text = texts.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("no mail came");
    }
    return text;
  }

  List<String> heard() {
    return List.copyOf(commands);
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        serve(socket);
      } catch (IOException gone) {
        // the client left, or the test is over
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    if (!answer(socket, "greeting", "220 mx.example")) {
      return;
    }
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      commands.add(line);
      String word = line.split("[ :]", 2)[0];
      if (!answer(socket, word, word.equals("DATA") ? "354 go" : ANSWER)) {
        return;
      }
      if (word.equals("DATA") && answers.getOrDefault(word, "354").startsWith("354")) {
        texts.add(data(in));
        if (!answer(socket, "end", ANSWER)) {
          return;
        }
      }
      if (word.equals("QUIT")) {
        return;
      }
    }
  }

  private boolean answer(Socket socket, String word, String usual) throws IOException {
    String answer = answers.getOrDefault(word, usual);
    if (answer.equals(DROP)) {
      return false;
    }
    String last = "\n" + DROP;
    if (!answer.equals(MUTE)) {
      String octets = answer.replace(last, "").replace("\n", "\r\n") + "\r\n";
      socket.getOutputStream().write(octets.getBytes(StandardCharsets.US_ASCII));
    }
    return !answer.endsWith(last);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static byte[] data(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int matched = 2; // the text begins at the begin of a line
    String end = "\r\n.\r\n";
    while (matched < end.length()) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("cut off in the text");
      }
      text.write(octet);
      if (octet == end.charAt(matched)) {
        matched++;
      } else {
        matched = octet == '\r' ? 1 : 0;
      }
    }
    byte[] all = text.toByteArray();
    return java.util.Arrays.copyOf(all, all.length - 3);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
