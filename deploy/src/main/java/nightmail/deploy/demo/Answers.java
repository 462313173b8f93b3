// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Asks HTTP ports, and keeps question and answer as evidence.
final class Answers {
  private static final int TIMEOUT_MILLIS = 5_000;

  private Answers() {}

  /// The status of `GET http://HOST/PATH`; 0 if nobody answers.
  static int status(String host, String path) {
    try {
      return open(host, path).getResponseCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Appends the exchange to `file`.
  static void keep(String host, String path, Path file) throws IOException {
    HttpURLConnection connection = open(host, path);
    int status = connection.getResponseCode();
    byte[] body = body(connection, status);
    String head = "GET " + path + " -> " + status + "\n" + connection.getHeaderFields() + "\n";
    append(file, head.getBytes(StandardCharsets.UTF_8));
    append(file, body);
  }

  private static byte[] body(HttpURLConnection connection, int status) throws IOException {
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (body == null) {
      return new byte[0];
    }
    try (body) {
      return body.readAllBytes();
    }
  }

  private static HttpURLConnection open(String host, String path) throws IOException {
    var connection =
        (HttpURLConnection) URI.create("http://" + host + path).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection;
  }

  private static void append(Path file, byte[] octets) throws IOException {
    Files.write(file, octets, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
