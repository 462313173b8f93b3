// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A mirror or authority on loopback that serves files, or misbehaves where told to.
final class LoopbackMirror implements AutoCloseable {
  private static final String PREFIX = "/nightmail/v1/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, HttpHandler> tricks = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<byte[]> posted = new CopyOnWriteArrayList<>();

  LoopbackMirror() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void serve(Map<String, byte[]> all) {
    files.clear();
    files.putAll(all);
  }

  void serve(String path, byte[] body) {
    files.put(path, body);
  }

  /// Answers `path` by `handler` from now on.
  void trick(String path, HttpHandler handler) {
    tricks.put(path, handler);
  }

  /// Sends headers, then nothing until the mirror is closed.
  void hang(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody().write(new byte[10]);
    exchange.getResponseBody().flush();
    try {
      closing.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
    asked.add(path);
    if (exchange.getRequestMethod().equals("POST")) {
      posted.add(exchange.getRequestBody().readAllBytes());
    }
    HttpHandler trick = tricks.get(path);
    if (trick != null) {
      trick.handle(exchange);
    } else {
      send(exchange, files.containsKey(path) ? 200 : 404, files.getOrDefault(path, new byte[0]));
    }
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
