// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import nightmail.deploy.bench.ShortForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightmail bench`.
@Command(
    name = "bench",
    description = {
      "Measure the packet path beside its bare primitives.",
      "Takes less than a minute; deploy/benchmarks/run.sh runs the full set."
    })
final class BenchCommand extends Verb {
  @Option(names = "--quick", description = "Some seconds only: good to see a fault, not to quote.")
  private boolean quick;

  @Option(names = "--json", description = "One JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(ShortForm.command(quick, json))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(out()::println);
      return process.waitFor() == 0 ? ExitStatus.OK : ExitStatus.FOUND;
    } finally {
      process.destroy();
    }
  }
}
