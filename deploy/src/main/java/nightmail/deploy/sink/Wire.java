// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// One SMTP connection of the sink, line by line, every octet of it recorded.
///
/// A line ends with CRLF; nothing else ends one. Lines are octets, one `char` each. Owned by the
/// thread of the session.
final class Wire implements AutoCloseable {
  private static final int LINE_BYTES = 1 << 20;
  private static final int LINGER_MILLIS = 1_000;

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream recording;
  private boolean slow;

  Wire(Socket socket, OutputStream recording) throws IOException {
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.recording = recording;
  }

  /// The next line without its CRLF.
  ///
  /// @throws IOException at the end of the stream, and at a line of more than 1 MiB
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    int previous = -1;
    while (line.size() < LINE_BYTES) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("connection closed");
      }
      line.write(octet);
      if (previous == '\r' && octet == '\n') {
        line.writeTo(recording);
        recording.flush();
        String text = line.toString(ISO_8859_1);
        return text.substring(0, text.length() - 2);
      }
      previous = octet;
    }
    throw new IOException("line too long");
  }

  void reply(String text) throws IOException {
    byte[] octets = (text + "\r\n").getBytes(ISO_8859_1);
    recording.write(octets);
    recording.flush();
    if (!slow) {
      out.write(octets);
      return;
    }
    for (byte octet : octets) {
      pause();
      out.write(octet);
    }
  }

  /// From now on replies go out at one octet a second.
  void slowDown() {
    slow = true;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LINGER_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Reads and forgets until the client gives up.
  void ignore() throws IOException {
    while (in.read() >= 0) {
      // Nothing is said: that is the drill.
    }
  }

  @Override
  public void close() throws IOException {
    recording.close();
  }
}
