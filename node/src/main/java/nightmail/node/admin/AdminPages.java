// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What each path answers; pure but for its sources.
public final class AdminPages {
  private final Supplier<Optional<String>> metrics;
  private final Health health;

  /// `metrics` answers the Prometheus text, or empty when metrics are switched off.
  public AdminPages(Supplier<Optional<String>> metrics, Health health) {
    this.metrics = metrics;
    this.health = health;
  }

  record Page(int status, String contentType, String body) {
    static Page text(int status, String body) {
      return new Page(status, "text/plain; charset=utf-8", body);
    }
  }

  Page at(String path) {
    return switch (path) {
      case "/metrics" ->
          metrics
              .get()
              .map(text -> new Page(200, "text/plain; version=0.0.4; charset=utf-8", text))
              .orElseGet(() -> Page.text(404, "metrics are off\n"));
      case "/healthz/live" -> terms(health.notLive());
      case "/healthz/ready" -> terms(health.notReady());
      default -> Page.text(404, "no such page\n");
    };
  }

  private static Page terms(List<String> failing) {
    return failing.isEmpty()
        ? Page.text(200, "ok\n")
        : Page.text(503, String.join("\n", failing) + "\n");
  }
}
