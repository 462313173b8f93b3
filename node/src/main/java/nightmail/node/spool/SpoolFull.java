// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;

/// The disk is short, or too much waits to be written: the client is asked to come back (452 4.3.1,
/// SP-7). Nothing of the refused mail remains.
public final class SpoolFull extends IOException {
  SpoolFull(String message) {
    super(message);
  }

  SpoolFull(String message, Throwable cause) {
    super(message, cause);
  }
}
