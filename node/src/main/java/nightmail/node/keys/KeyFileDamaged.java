// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.nio.file.Path;

/// A key file is not what this node wrote under its storage key; the node does not start (KF-1,
/// exit 5).
public final class KeyFileDamaged extends IOException {
  private final Path file;

  KeyFileDamaged(Path file, String what) {
    super(file + ": " + what);
    this.file = file;
  }

  public Path file() {
    return file;
  }
}
