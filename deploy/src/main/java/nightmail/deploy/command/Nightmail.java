// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// The `nightmail` command: every verb hangs below it.
///
/// An unknown verb or option exits with 2, names the nearest one, and does nothing (CLI-2).
@Command(
    name = "nightmail",
    description = "Carries e-mail so that nobody on the way learns who writes to whom.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      BenchCommand.class,
      DemoCommand.class,
      InitCommand.class,
      RunCommand.class,
      AuthorityCommand.class,
      VectorsCommand.class,
      SimCommand.class,
      VersionCommand.class
    })
public final class Nightmail {
  private Nightmail() {}

  /// Runs one command line and exits with its status.
  public static void main(String[] arguments) {
    System.exit(run(arguments, printer(System.out), printer(System.err)));
  }

  private static PrintWriter printer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /// Runs one command line; answers its exit status.
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return commandLine().setOut(out).setErr(err).execute(arguments);
  }

  static CommandLine commandLine() {
    var line = new CommandLine(new Nightmail());
    line.setUsageHelpWidth(100);
    line.setExecutionExceptionHandler(Nightmail::failed);
    CommandSpec spec = line.getCommandSpec();
    spec.usageMessage()
        .footer(
            "Exit status: 0 ok, 1 found or failed, 2 usage, 4 spool, 5 keys,",
            "             6 not reachable, 7 time limit, 8 refused for safety.");
    return line;
  }

  /// An error that no verb expected: one line, and the stack with `-Dnightmail.stack=true`.
  private static int failed(Exception error, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("nightmail: " + error);
    if (Boolean.getBoolean("nightmail.stack")) {
      error.printStackTrace(line.getErr());
    }
    return ExitStatus.FOUND;
  }
}
