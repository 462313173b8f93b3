// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What must be so before anything is started.
final class Preflight {
  private static final long LEAST_FREE_BYTES = 2L << 30;

  private Preflight() {}

  /// Finds an address for every process, and room for their evidence in `folder`.
  ///
  /// @throws DemoFailure if one of both is missing
  static Cast check(Path folder) throws DemoFailure, IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw DemoFailure.unfit(
          "%s has %,d MiB free, the evidence needs %,d; -Djava.io.tmpdir names another folder"
              .formatted(folder.getParent(), free >> 20, LEAST_FREE_BYTES >> 20));
    }
    return Cast.gather(folder);
  }
}
