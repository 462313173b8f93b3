// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Every subject under JMH, each side in JVMs of its own.
///
/// The names are those of [Subject]; JMH wants them as constants.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgs = {"-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"})
public class PacketPathBenchmark {
  /// Which one.
  @Param({"unwrap", "create", "surb-use", "lioness", "batch-parse", "verify", "accept"})
  public String subject = "unwrap";

  private Pair pair = Pair.NOTHING;

  /// Makes the pair.
  @Setup
  public void prepare() {
    pair = Subject.named(subject).pair();
  }

  /// As Nightmail does it.
  @Benchmark
  public Object nightmail() {
    return pair.ours().run();
  }

  /// Its bare primitives.
  @Benchmark
  public Object primitives() {
    return pair.bare().run();
  }
}
