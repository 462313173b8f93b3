// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A mail server that keeps every message and says what the recipient's name tells it to ([Mood]).
///
/// For the demo and for drills only: it trusts whoever can reach it, so it listens where it is
/// told, a loopback address. One virtual thread per connection. Safe for any thread.
public final class Sink implements AutoCloseable {
  private final ServerSocket listener;
  private final Mailbox mailbox;
  private final ConcurrentHashMap<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

  private Sink(ServerSocket listener, Mailbox mailbox) {
    this.listener = listener;
    this.mailbox = mailbox;
  }

  /// Listens at `address`; port 0 takes a free one.
  ///
  /// @throws IllegalArgumentException if the address is not a loopback address
  public static Sink open(InetSocketAddress address, Mailbox mailbox) throws IOException {
    InetAddress host = address.getAddress();
    if (!host.isLoopbackAddress()) {
      throw new IllegalArgumentException("the sink listens on loopback only, not on " + host);
    }
    var sink = new Sink(new ServerSocket(address.getPort(), 50, host), mailbox);
    Thread.ofVirtual().name("sink").start(sink::accept);
    return sink;
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().name("sink session").start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Wire wire = new Wire(socket, mailbox.recording())) {
      new Session(wire, mailbox, this::attempt).run();
    } catch (IOException e) {
      // The client hung up: its message, if it was whole, is kept already.
    }
  }

  /// How often this mailbox has been tried, this time included.
  private int attempt(String forwardPath) {
    @Nullable AtomicInteger count = attempts.computeIfAbsent(forwardPath, _ -> new AtomicInteger());
    return count.incrementAndGet();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
