// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.nio.file.Path;

/// A secret can be read by others than its owner, so nobody knows who has it (CF-6, exit 5).
public final class KeyFileExposed extends IOException {
  /// The code in the operator's handbook.
  public static final String CODE = "NM-C007";

  private final Path file;

  KeyFileExposed(Path file) {
    super(CODE + " " + file + " is open to others; chmod 600, and think who may have read it");
    this.file = file;
  }

  public Path file() {
    return file;
  }
}
