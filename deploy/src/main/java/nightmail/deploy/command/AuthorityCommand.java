// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import nightmail.directory.AuthorityInit;
import nightmail.directory.AuthorityProgram;
import nightmail.directory.config.AuthorityConfig;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Admission;
import nightmail.proto.document.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `nightmail authority`: the directory of a network.
@Command(
    name = "authority",
    description = "Make and run a directory authority.",
    mixinStandardHelpOptions = true,
    subcommands = {AuthorityCommand.Init.class, AuthorityCommand.Run.class})
final class AuthorityCommand extends Verb {
  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(), "Missing verb: authority init or authority run");
  }

  /// `nightmail authority init DIR`.
  @Command(
      name = "init",
      description = "Make a network of one authority: keys, root, policy, configuration.",
      mixinStandardHelpOptions = true)
  static final class Init extends Verb {
    private static final int SOON_SECONDS = 10;

    @Parameters(paramLabel = "DIR", description = "Folder of the authority; made if missing.")
    private Path folder = Path.of("");

    @Option(names = "--network", required = true, description = "Name: a-z, 0-9, -, at most 32.")
    private String network = "";

    @Option(names = "--name", defaultValue = "one", description = "Name of this authority.")
    private String name = "one";

    @Option(names = "--host", defaultValue = "localhost", description = "Host name, published.")
    private String host = "localhost";

    @Option(
        names = "--listen",
        defaultValue = "127.0.0.1:2480",
        description = "Where it listens: HOST:PORT (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:2480";

    @Option(names = "--url", description = "Where relays reach it; default: the listen address.")
    private String url = "";

    @Option(
        names = "--test",
        description = "Profile test: short delays, no anonymity, loopback addresses allowed.")
    private boolean test;

    @Override
    public Integer call() throws IOException {
      Path home = folder.toAbsolutePath().normalize();
      if (Files.exists(home.resolve(AuthorityConfig.FILE))) {
        err().println(home + " holds an authority already; nothing was changed.");
        return ExitStatus.SAFETY;
      }
      if (!network.matches("[a-z0-9-]{1,32}")) {
        throw new ParameterException(
            spec().commandLine(), "--network: 1 to 32 of a-z, 0-9 and -, not " + network);
      }
      InetSocketAddress address = Addresses.parse(spec(), "--listen", listen);
      String reached = url.isEmpty() ? "http://" + listen : URI.create(url).toString();
      Files.createDirectories(home);
      Fixed32 id =
          AuthorityInit.make(
              new AuthorityInit.Plan(
                  home,
                  network,
                  name,
                  host,
                  address,
                  reached,
                  test ? Profile.TEST : Profile.PRODUCTION,
                  test ? Admission.OPEN : Admission.CLOSED,
                  Instant.now().plusSeconds(SOON_SECONDS)),
              new SecureRandom());
      report(home, id, reached);
      return ExitStatus.OK;
    }

    private void report(Path home, Fixed32 id, String reached) {
      out().println("network   " + id.hex());
      out().println("keys      " + home + "  (move identity.key off this machine)");
      if (test) {
        out().println("profile   test: short delays, no anonymity");
      }
      out().println("next      nightmail authority run " + home);
      out()
          .println(
              "relays    nightmail init mix DIR --network "
                  + id.hex()
                  + " --mirror "
                  + reached
                  + (test ? " --test" : ""));
    }
  }

  /// `nightmail authority run DIR`.
  @Command(
      name = "run",
      description = "Run an authority in the foreground until it is told to stop.",
      mixinStandardHelpOptions = true)
  static final class Run extends Verb {
    @Parameters(paramLabel = "DIR", description = "Folder that authority init made.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
      Path file = folder.resolve(AuthorityConfig.FILE);
      if (!Files.exists(file)) {
        err().println(file + " is missing; make it with: nightmail authority init " + folder);
        return ExitStatus.USAGE;
      }
      try {
        AuthorityProgram program = AuthorityProgram.start(AuthorityConfig.load(file));
        out().println("authority listens on port " + program.address().getPort());
        Foreground.untilStopped(program);
        return ExitStatus.OK;
      } catch (IOException failure) {
        err().println("authority cannot start: " + failure.getMessage());
        return ExitStatus.FOUND;
      }
    }
  }
}
