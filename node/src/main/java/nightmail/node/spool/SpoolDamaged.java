// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;

/// Octets or a row are not what was written; the item is in quarantine and the spool goes on
/// (SP-5).
public final class SpoolDamaged extends IOException {
  private final Fault fault;

  SpoolDamaged(Fault fault) {
    super("spool item damaged: " + fault);
    this.fault = fault;
  }

  SpoolDamaged(Fault fault, Throwable cause) {
    super("spool item damaged: " + fault, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  /// Why an item was put into quarantine; the text in its row.
  public enum Fault {
    /// The row names a file that is not there.
    FILE_MISSING,
    /// The file has another length than the row says.
    FILE_LENGTH,
    /// The octets do not have the digest they were written with.
    FILE_DIGEST,
    /// The row itself cannot be understood.
    ROW_UNREADABLE
  }
}
