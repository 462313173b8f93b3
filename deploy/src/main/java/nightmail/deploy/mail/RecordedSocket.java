// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A TCP connection whose octets are recorded; TLS may be put on top of it.
final class RecordedSocket extends Socket {
  private final OutputStream sent;
  private final OutputStream received;

  RecordedSocket(
      InetSocketAddress address, int timeoutMillis, OutputStream sent, OutputStream received)
      throws IOException {
    this.sent = sent;
    this.received = received;
    connect(address, timeoutMillis);
    setSoTimeout(timeoutMillis);
    setTcpNoDelay(true);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return Recording.of(super.getInputStream(), received);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return Recording.of(super.getOutputStream(), sent);
  }
}
