// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.function.Consumer;
import nightmail.deploy.mail.DemoMail;
import nightmail.deploy.mail.GeneratedMail;
import nightmail.deploy.mail.UserMail;
import nightmail.deploy.process.Children;
import nightmail.deploy.report.DemoReport;

/// One run of the demo, from an empty folder to the report.
///
/// Owned by the thread that calls [#run].
public final class DemoRun {
  private final DemoOptions options;
  private final Consumer<String> progress;
  private final SecureRandom random = new SecureRandom();

  /// @param progress gets a line now and then
  public DemoRun(DemoOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /// Runs all stages; no process and, unless they were asked for, no files remain.
  public DemoReport run() throws DemoFailure, IOException {
    DemoMail mail = mail();
    try (var folder = DemoFolder.make(options.keep());
        var children = new Children()) {
      return new DemoStages(options, mail, folder, children, progress, random).all();
    }
  }

  private DemoMail mail() throws DemoFailure {
    try {
      return options.mail().isPresent()
          ? UserMail.of(Files.readAllBytes(options.mail().get()), options.to(), random)
          : GeneratedMail.draw(options.size(), options.to(), random);
    } catch (IOException e) {
      throw DemoFailure.unfit("cannot read " + options.mail().orElseThrow());
    } catch (IllegalArgumentException e) {
      throw DemoFailure.unfit(String.valueOf(e.getMessage()));
    }
  }
}
