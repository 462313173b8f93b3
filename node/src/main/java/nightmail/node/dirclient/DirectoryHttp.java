// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests to a mirror or an authority, each bounded in bytes and in time.
///
/// Follows no redirect, uses no proxy and keeps no cookie. The deadline counts from the start to
/// the last byte, so a body that drips is bounded too.
///
/// Safe for any thread.
final class DirectoryHttp implements AutoCloseable {
  private static final String PREFIX = "/nightmail/v1/";

  private final HttpClient client;
  private final Duration deadline;

  DirectoryHttp(Duration deadline) {
    this.deadline = deadline;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(deadline)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /// What came back; `body` belongs to whoever asked.
  sealed interface Answer {
    @SuppressWarnings("ArrayRecordComponent") // raw input, never compared
    record Body(int status, byte[] body) implements Answer {}

    /// No answer that could be used: no connection, too slow, too long, or not HTTP.
    record None() implements Answer {}
  }

  /// A document below `base`, at most `maxBytes` long.
  Answer get(URI base, String path, int maxBytes) throws InterruptedException {
    return ask(HttpRequest.newBuilder(at(base, path)).GET(), maxBytes);
  }

  /// Sends `body`; of the answer at most `maxBytes` are read.
  Answer post(URI base, String path, byte[] body, int maxBytes) throws InterruptedException {
    return ask(
        HttpRequest.newBuilder(at(base, path))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(body)),
        maxBytes);
  }

  private static URI at(URI base, String path) {
    String text = base.toString();
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return URI.create(trimmed + PREFIX + path);
  }

  private Answer ask(HttpRequest.Builder request, int maxBytes) throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.timeout(deadline).build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    try {
      HttpResponse<byte[]> response = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer.Body(response.statusCode(), response.body());
    } catch (ExecutionException | TimeoutException failed) {
      return new Answer.None();
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
