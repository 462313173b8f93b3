// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Command line that starts another main class of this program on the same JDK and class path.
public final class JavaCommand {
  private static final int FIRST_HEAP_MEBIBYTES = 16;

  private JavaCommand() {}

  /// The command for `main` with at most `heapMebibytes` of heap.
  ///
  /// The client compiler and the serial collector: a short-lived process among ten on few cores
  /// gains nothing from the others. No heap dump, core file or attaching by strangers
  /// (operations.md §10).
  public static List<String> of(String main, int heapMebibytes, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms" + FIRST_HEAP_MEBIBYTES + "m",
            "-Xmx" + heapMebibytes + "m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+DisableAttachMechanism",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(arguments);
    return List.copyOf(command);
  }
}
