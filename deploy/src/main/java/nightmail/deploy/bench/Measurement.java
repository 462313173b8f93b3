// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Objects;

/// Measures a pair in one JVM: batches of either side take turns, the median of each counts.
///
/// On a machine shared with others the speed changes from second to second; neighbours in time meet
/// the same speed, so the ratio stays steady where two measurements one after the other would not.
/// What it cannot show is how much one JVM differs from the next; the JMH set does (`run.sh`).
///
/// Time is what the measuring thread spent on a processor: waiting for one, when others keep both
/// busy, is not the operation's doing, nor is collecting garbage, which has its own column.
///
/// Owned by the measuring thread.
final class Measurement {
  private static final double NANOS_PER_MICRO = 1_000;

  private final Plan plan;
  private final ThreadMXBean threads = threads();
  private Object last = ""; // written and read so that the work is not left out

  Measurement(Plan plan) {
    this.plan = plan;
  }

  Measured of(String name, Pair pair) {
    long start = System.nanoTime();
    warmUp(pair, start);
    Side ours = new Side(pair.ours());
    Side bare = new Side(pair.bare());
    for (int round = 0; wants(round, start); round++) {
      ours.sample(round);
      bare.sample(round);
    }
    return new Measured(
        name, ours.micros(), bare.micros(), ours.bytesMedian() - bare.bytesMedian());
  }

  private boolean wants(int round, long start) {
    boolean late = System.nanoTime() - start > plan.patience().toNanos();
    return round < (late ? Plan.MIN_ROUNDS : plan.rounds());
  }

  /// In turns, until the thread has had its time or half of the patience is over.
  private void warmUp(Pair pair, long start) {
    long begin = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - begin < plan.warmUp().toNanos()
        && System.nanoTime() - start < plan.patience().toNanos() / 2) {
      last = pair.ours().run();
      last = pair.bare().run();
    }
  }

  private static ThreadMXBean threads() {
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        && threads.isThreadAllocatedMemorySupported()
        && threads.isCurrentThreadCpuTimeSupported()) {
      return threads;
    }
    throw new IllegalStateException("this JVM does not count what a thread uses");
  }

  /// One operation and its samples, by round.
  private final class Side {
    private final Operation operation;
    private final int runs;
    private final double[] micros = new double[plan.rounds()];
    private final long[] bytes = new long[plan.rounds()];
    private int samples;

    Side(Operation operation) {
      this.operation = operation;
      this.runs = Math.clamp(plan.batch().toNanos() * 10 / Math.max(1, nanos(10)), 1, 1_000_000);
    }

    void sample(int round) {
      long before = threads.getCurrentThreadAllocatedBytes();
      micros[round] = nanos(runs) / NANOS_PER_MICRO / runs;
      bytes[round] = (threads.getCurrentThreadAllocatedBytes() - before) / runs;
      samples = round + 1;
    }

    private long nanos(int times) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < times; i++) {
        last = operation.run();
      }
      Objects.requireNonNull(last);
      return threads.getCurrentThreadCpuTime() - start;
    }

    Spread micros() {
      return Spread.of(Arrays.copyOf(micros, samples));
    }

    long bytesMedian() {
      long[] sorted = Arrays.copyOf(bytes, samples);
      Arrays.sort(sorted);
      return sorted[samples / 2];
    }
  }
}
