// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// One verb: prints where its command line prints, answers an [ExitStatus].
abstract class Verb implements Callable<Integer> {
  /// Set by picocli before [#call].
  @Spec private @Nullable CommandSpec spec;

  final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  final CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it before a verb is called");
  }
}
