// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The benchmark that is over within a minute, in a JVM of its own.
///
/// It needs one because the command runs with the client compiler, which knows none of the AES and
/// SHA intrinsics a daemon lives on.
public final class ShortForm {
  private static final String QUICK = "--quick";
  private static final String JSON = "--json";

  private ShortForm() {}

  /// The command line that starts it, on this JDK and class path.
  public static List<String> command(boolean quick, boolean json) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                ShortForm.class.getName()));
    if (quick) {
      command.add(QUICK);
    }
    if (json) {
      command.add(JSON);
    }
    return List.copyOf(command);
  }

  /// Measures every subject and prints the table, or the JSON document, to standard output.
  public static void main(String[] arguments) {
    List<String> options = Arrays.asList(arguments);
    Measurement measurement = new Measurement(options.contains(QUICK) ? Plan.QUICK : Plan.STANDARD);
    List<Measured> results = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      results.add(measurement.of(subject.label(), subject.pair()));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(options.contains(JSON) ? BenchJson.of(results) : BenchTable.of(results).strip());
  }
}
