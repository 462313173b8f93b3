// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightmail.deploy.vectors.VectorCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `nightmail vectors`.
@Command(
    name = "vectors",
    description = "Check published test vectors.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {VectorsCommand.Verify.class})
final class VectorsCommand extends Verb {
  @Override
  public Integer call() {
    spec().commandLine().usage(err());
    return ExitStatus.USAGE;
  }

  /// `nightmail vectors verify FILE…`.
  @Command(
      name = "verify",
      description = {
        "Check files of vectors against this implementation.",
        "Takes nightmail-vectors/1 (docs/vectors.md) and the JSON of the X-Wing draft;",
        "stops at the first difference and then exits with 1."
      })
  static final class Verify extends Verb {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON files of vectors.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
      for (Path file : files) {
        switch (VectorCheck.file(file)) {
          case VectorCheck.Verdict.Agrees(String kind, int tests) ->
              out().printf("ok    %s: %d tests of kind %s%n", file, tests, kind);
          case VectorCheck.Verdict.Differs(String id, String difference) -> {
            out().printf("DIFFERS  %s%s: %s%n", file, id.isEmpty() ? "" : ", " + id, difference);
            return ExitStatus.FOUND;
          }
        }
      }
      return ExitStatus.OK;
    }
  }
}
