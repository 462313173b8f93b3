// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps a program running until the process is told to stop (SIGTERM, SIGINT), then closes it.
final class Foreground {
  private static final long STOP_MILLIS = 30_000;

  private Foreground() {}

  static void untilStopped(AutoCloseable program) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  waitFor(stopped);
                },
                "stop"));
    stop.await();
    try {
      program.close();
    } catch (Exception trouble) {
      System.err.println("nightmail: did not stop cleanly: " + trouble.getMessage());
    } finally {
      stopped.countDown();
    }
  }

  /// A clean stop exits with 0, where a JVM that is told to stop would answer 143.
  private static void waitFor(CountDownLatch stopped) {
    try {
      if (stopped.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(ExitStatus.OK);
      }
      System.err.println("nightmail: stopping took longer than 30 s");
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
