// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NightmailTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Nightmail.run(arguments, new PrintWriter(out), new PrintWriter(err));
  }

  /// CLI-2.
  @Test
  void unknownVerbExitsWithTwoAndNamesTheNearest() {
    assertEquals(ExitStatus.USAGE, run("versoin"));
    assertTrue(err.toString().contains("version"), err.toString());
  }

  /// CLI-2.
  @Test
  void unknownOptionExitsWithTwo() {
    assertEquals(ExitStatus.USAGE, run("version", "--loud"));
    assertTrue(err.toString().contains("--loud"), err.toString());
  }

  @Test
  void versionNamesTheJdk() {
    assertEquals(ExitStatus.OK, run("version"));
    assertTrue(out.toString().startsWith("nightmail 0.1"), out.toString());
  }

  /// CLI-1: 100 columns.
  @Test
  void helpOfEveryVerbFitsTheScreen() {
    var waiting = new ArrayDeque<CommandLine>(List.of(Nightmail.commandLine()));
    while (!waiting.isEmpty()) {
      CommandLine verb = waiting.remove();
      assertFalse(
          verb.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().anyMatch(l -> l.length() > 100));
      waiting.addAll(verb.getSubcommands().values());
    }
  }
}
