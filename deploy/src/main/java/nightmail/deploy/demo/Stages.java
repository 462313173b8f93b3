// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import nightmail.deploy.process.Children;

/// Runs the stages of the demo one after the other, says how each goes, and bounds its time.
///
/// Owned by the thread that runs the demo.
final class Stages {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<String> progress;
  private final Children children;
  private String name = "";
  private long endNanos;

  /// @param progress gets one line per stage
  Stages(Consumer<String> progress, Children children) {
    this.progress = progress;
    this.children = children;
  }

  /// One stage; a disk or socket error in it, or a lost process, breaks the demo.
  <T> T run(String title, Duration extra, Callable<T> work) throws DemoFailure {
    long start = System.nanoTime();
    name = title;
    endNanos = start + LIMIT.plus(extra).toNanos();
    try {
      T result = work.call();
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.accept(String.format(Locale.ROOT, "  %-58s %5.1f s", title, seconds));
      return result;
    } catch (DemoFailure known) {
      throw known;
    } catch (Exception e) {
      throw new DemoFailure(
          DemoFailure.Kind.BROKEN, title + ": " + e.getMessage(), children.lastLines());
    }
  }

  <T> T run(String title, Callable<T> work) throws DemoFailure {
    return run(title, Duration.ZERO, work);
  }

  /// Something that becomes true in time.
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Waits within the stage; looks ten times a second, also whether all processes live.
  void await(String what, Condition condition) throws DemoFailure, IOException {
    while (!condition.holds()) {
      children.checkAlive();
      if (System.nanoTime() > endNanos) {
        List<String> lines = children.lastLines();
        throw new DemoFailure(DemoFailure.Kind.LATE, name + ": still waiting until " + what, lines);
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Lets the network run on for a while.
  void let(Duration time) throws IOException, DemoFailure {
    long until = System.nanoTime() + time.toNanos();
    await("time has passed", () -> System.nanoTime() > until);
  }
}
