// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;

/// A write did not reach the disk, so this spool takes nothing more until the node starts again
/// (SP-6). What is on disk can still be read.
public final class SpoolReadOnly extends IOException {
  SpoolReadOnly(Throwable cause) {
    super("spool is read-only after a failed write; check the disk, then restart", cause);
  }
}
