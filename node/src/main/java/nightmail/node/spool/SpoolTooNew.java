// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;

/// The spool was written by a newer version; nothing was changed (SP-4, exit 4).
public final class SpoolTooNew extends IOException {
  SpoolTooNew(int found, int known) {
    super("spool has format " + found + ", this version knows up to " + known);
  }
}
