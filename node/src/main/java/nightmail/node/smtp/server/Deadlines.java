// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The two deadlines of a connection: one for a whole line, one for a whole mail (SV-15).
///
/// A line counts when the dialogue does something; single octets do not, so dripping does not help.
///
/// Owned by the event loop of its connection.
final class Deadlines {
  private final SmtpSettings settings;
  private final BooleanSupplier isStressed;
  private final Runnable late;
  private @Nullable EventExecutor loop; // null before start
  private @Nullable ScheduledFuture<?> line; // null while none runs
  private @Nullable ScheduledFuture<?> message; // null outside DATA
  private boolean isPaused;

  Deadlines(SmtpSettings settings, BooleanSupplier isStressed, Runnable late) {
    this.settings = settings;
    this.isStressed = isStressed;
    this.late = late;
  }

  void start(EventExecutor executor) {
    loop = executor;
    progress();
  }

  void progress() {
    cancel(line);
    line =
        isPaused
            ? null
            : arm(isStressed.getAsBoolean() ? settings.stressedLineWait() : settings.lineWait());
  }

  void messageBegins() {
    cancel(message);
    message = arm(settings.messageWait());
  }

  /// Nothing is due while the spool works.
  void pause() {
    isPaused = true;
    cancel(message);
    cancel(line);
  }

  void messageEnds() {
    isPaused = false;
    cancel(message);
    progress();
  }

  void stop() {
    cancel(line);
    cancel(message);
    loop = null;
  }

  private @Nullable ScheduledFuture<?> arm(Duration wait) {
    EventExecutor executor = loop;
    return executor == null
        ? null
        : executor.schedule(late, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
