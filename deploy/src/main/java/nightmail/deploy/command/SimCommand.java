// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import nightmail.sim.world.Ledger;
import nightmail.sim.world.Scenario;
import nightmail.sim.world.SimNetwork;
import nightmail.sim.world.SimResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `nightmail sim`: networks in virtual time.
@Command(
    name = "sim",
    description = "Run whole networks in virtual time.",
    mixinStandardHelpOptions = true,
    subcommands = SimCommand.Run.class)
final class SimCommand extends Verb {
  @Override
  public Integer call() {
    throw new ParameterException(spec().commandLine(), "Missing verb: sim run");
  }

  /// `nightmail sim run smoke`.
  @Command(
      name = "run",
      description = "Run a scenario; exit 0 only if every message arrived once and unchanged.",
      mixinStandardHelpOptions = true)
  static final class Run extends Verb {
    private static final double PERCENT = 100;

    @Parameters(
        arity = "0..1",
        defaultValue = "smoke",
        description = "The scenario: smoke (short delays: no anonymity).")
    private String scenario = "smoke";

    @Option(names = "--seed", defaultValue = "42", description = "Seed of all chance.")
    private long seed;

    @Option(names = "--relays", defaultValue = "50", description = "Relays, 5 to 250.")
    private int relays;

    @Option(names = "--messages", defaultValue = "1000", description = "Messages, 1 to 100000.")
    private int messages;

    @Option(
        names = "--loss",
        defaultValue = "1",
        description = "Packets that links lose, in percent, 0 to 50.")
    private double lossPercent;

    @Option(names = "--limit", defaultValue = "3600", description = "Virtual seconds at most.")
    private int limitSeconds;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
      checkUsage();
      Scenario chosen = Scenario.smoke().with(relays, messages, lossPercent / PERCENT);
      SimNetwork network = new SimNetwork(chosen, seed);
      long begun = System.nanoTime();
      SimResult result = network.run(Duration.ofSeconds(limitSeconds), this::progress);
      Duration wall = Duration.ofNanos(System.nanoTime() - begun);
      if (json) {
        out().println(document(result, wall));
      } else {
        print(result, wall, out());
      }
      return result.isGood() ? ExitStatus.OK : ExitStatus.FOUND;
    }

    private void checkUsage() {
      if (!scenario.equals("smoke")) {
        throw usage("Unknown scenario: " + scenario + "; did you mean smoke?");
      }
      if (relays < 5 || relays > 250) {
        throw usage("--relays: 5 to 250, not " + relays);
      }
      if (messages < 1 || messages > 100_000) {
        throw usage("--messages: 1 to 100000, not " + messages);
      }
      if (!(lossPercent >= 0 && lossPercent <= 50)) {
        throw usage("--loss: 0 to 50 percent, not " + lossPercent);
      }
      if (limitSeconds < 1) {
        throw usage("--limit: at least 1 second, not " + limitSeconds);
      }
    }

    private ParameterException usage(String what) {
      return new ParameterException(spec().commandLine(), what);
    }

    private void progress(Duration time, Ledger ledger) {
      if (!json) {
        err()
            .printf(
                Locale.ROOT,
                "  %4d s virtual: %d accepted, %d delivered%n",
                time.toSeconds(),
                ledger.acceptedMessages(),
                ledger.deliveredMessages());
      }
    }

    private static void print(SimResult r, Duration wall, PrintWriter out) {
      Ledger ledger = r.ledger();
      out.printf(
          Locale.ROOT,
          "%d relays, %d of %d messages delivered, %d twice, %d altered, %d reported%n",
          r.scenario().relays(),
          ledger.deliveredMessages(),
          r.scenario().messages(),
          ledger.duplicates(),
          ledger.altered(),
          ledger.reportedMessages());
      out.printf(
          Locale.ROOT,
          "%d packets sent, %d lost; latency 50 %% %.1f s, 99 %% %.1f s (short delays: no"
              + " anonymity)%n",
          r.packetsSent(),
          r.packetsLost(),
          ledger.latencyNanos(0.50) / 1e9,
          ledger.latencyNanos(0.99) / 1e9);
      out.printf(
          Locale.ROOT,
          "%d events, %d s virtual in %d s: %.1f messages per second of wall time%n",
          r.events(),
          r.virtualTime().toSeconds(),
          wall.toSeconds(),
          messagesPerSecond(r, wall));
      out.printf("seed %d  trace %s%n", r.seed(), r.traceHash());
    }

    private static double messagesPerSecond(SimResult r, Duration wall) {
      return r.ledger().deliveredMessages() / (wall.toNanos() / 1e9);
    }

    private static ObjectNode document(SimResult r, Duration wall) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      all.put("v", 1).put("seed", r.seed()).put("relays", r.scenario().relays());
      all.put("messages", r.scenario().messages());
      all.put("accepted", r.ledger().acceptedMessages());
      all.put("delivered", r.ledger().deliveredMessages());
      all.put("duplicates", r.ledger().duplicates()).put("altered", r.ledger().altered());
      all.put("reported", r.ledger().reportedMessages());
      all.put("packetsSent", r.packetsSent()).put("packetsLost", r.packetsLost());
      all.put("latencySecondsP50", r.ledger().latencyNanos(0.50) / 1e9);
      all.put("latencySecondsP99", r.ledger().latencyNanos(0.99) / 1e9);
      all.put("events", r.events()).put("trace", r.traceHash());
      all.put("virtualSeconds", r.virtualTime().toMillis() / 1e3);
      all.put("wallSeconds", wall.toMillis() / 1e3);
      all.put("messagesPerSecond", messagesPerSecond(r, wall));
      all.put("good", r.isGood());
      return all;
    }
  }
}
