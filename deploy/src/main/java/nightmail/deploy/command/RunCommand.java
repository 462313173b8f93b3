// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import nightmail.deploy.operate.NodeFolder;
import nightmail.node.Relay;
import nightmail.node.config.Config;
import nightmail.node.config.NodeConfig;
import nightmail.node.keys.KeyFileDamaged;
import nightmail.node.keys.KeyFileExposed;
import nightmail.node.runtime.Instruments;
import nightmail.node.spool.SpoolTooNew;
import nightmail.proto.document.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `nightmail run DIR`.
@Command(
    name = "run",
    description = "Run a relay in the foreground until it is told to stop.",
    mixinStandardHelpOptions = true)
final class RunCommand extends Verb {
  @Parameters(paramLabel = "DIR", description = "Folder that init made, or a configuration file.")
  private Path place = Path.of("");

  @Override
  public Integer call() throws InterruptedException {
    Path file = Files.isDirectory(place) ? place.resolve(NodeFolder.CONFIG) : place;
    if (!Files.exists(file)) {
      err().println(file + " is missing; make it with: nightmail init ROLE DIR");
      return ExitStatus.USAGE;
    }
    return switch (NodeFolder.config(file)) {
      case Config.Refused refused -> {
        err().println(refused.text());
        yield refused.exitStatus();
      }
      case Config.Loaded(NodeConfig config) -> run(config);
    };
  }

  private int run(NodeConfig config) throws InterruptedException {
    try {
      Relay relay = NodeFolder.start(config, Instruments.NONE, "nightmail " + Version.number());
      if (config.network().profile() == Profile.TEST) {
        out().println("profile test: short delays, no anonymity");
      }
      out().println("relay " + config.node().name() + " runs");
      Foreground.untilStopped(relay);
      return ExitStatus.OK;
    } catch (KeyFileExposed | KeyFileDamaged | NoSuchFileException keys) {
      err().println("keys: " + keys.getMessage());
      return ExitStatus.KEYS;
    } catch (SpoolTooNew spool) {
      err().println("spool: " + spool.getMessage());
      return ExitStatus.SPOOL;
    } catch (IOException failure) {
      err().println("cannot start: " + failure.getMessage());
      return ExitStatus.FOUND;
    }
  }
}
