// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightmail.deploy.demo.DemoFailure;
import nightmail.deploy.demo.DemoOptions;
import nightmail.deploy.demo.DemoRun;
import nightmail.deploy.report.Break;
import nightmail.deploy.report.DemoReport;
import nightmail.deploy.report.ReportJson;
import nightmail.deploy.report.ReportTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `nightmail demo`.
@Command(
    name = "demo",
    description = {
      "Run a whole network on this machine, send one mail through it, and print who saw what.",
      "Exits with 0 only if everything expected held."
    })
final class DemoCommand extends Verb {
  @Option(names = "--json", description = "Print one JSON document instead of the table.")
  private boolean json;

  @Option(
      names = "--break",
      paramLabel = "NAME",
      completionCandidates = BreakNames.class,
      description = "Switch one protection off: ${COMPLETION-CANDIDATES}. Exits with 1.")
  private @Nullable String broken;

  @Option(names = "--mail", paramLabel = "FILE", description = "Send this message.")
  private @Nullable Path mail;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Octets of a generated message, 2048 to 10485760. Default: ${DEFAULT-VALUE}.")
  private int size = DemoOptions.USUAL_SIZE;

  @Option(
      names = "--to",
      paramLabel = "ADDRESS",
      arity = "1..*",
      description = "Recipients, whatever their domains.")
  private List<String> to = new ArrayList<>();

  @Option(names = "--keep", description = "Keep the evidence and say where it is.")
  private boolean keep;

  /// Words for `--break`.
  static final class BreakNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    BreakNames() {
      super(java.util.Arrays.stream(Break.values()).map(Break::word).toList());
    }
  }

  @Override
  public Integer call() throws IOException {
    try {
      DemoReport report = new DemoRun(options(), err()::println).run();
      if (json) {
        out().println(ReportJson.of(report));
      } else {
        ReportTable.of(report).forEach(out()::println);
        report.evidence().ifPresent(folder -> out().println("Evidence: " + folder));
      }
      return report.allHolds() ? ExitStatus.OK : ExitStatus.FOUND;
    } catch (DemoFailure failure) {
      err().println("nightmail demo: " + failure.getMessage());
      failure.lines().forEach(line -> err().println("  " + line));
      return switch (failure.kind()) {
        case UNFIT -> ExitStatus.USAGE;
        case LATE -> ExitStatus.TIME;
        case BROKEN -> ExitStatus.FOUND;
      };
    }
  }

  private DemoOptions options() {
    return new DemoOptions(Optional.ofNullable(mail), size, to, breakNamed(), keep);
  }

  private Optional<Break> breakNamed() {
    if (broken == null) {
      return Optional.empty();
    }
    Optional<Break> known = Break.named(broken);
    if (known.isEmpty()) {
      throw new ParameterException(
          spec().commandLine(),
          "Unknown protection \"" + broken + "\"; known: " + String.join(", ", new BreakNames()));
    }
    return known;
  }
}
