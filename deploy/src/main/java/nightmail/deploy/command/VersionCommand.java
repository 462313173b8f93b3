// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import picocli.CommandLine.Command;

/// `nightmail version`.
@Command(name = "version", description = "Print the version of Nightmail and of the JDK.")
final class VersionCommand extends Verb {
  @Override
  public Integer call() {
    out().println(new Version().getVersion()[0]);
    return ExitStatus.OK;
  }
}
