// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

/// Counts what a client does wrong or in vain (SV-15).
///
/// Owned by the thread of its connection.
final class Patience {
  private int errors;
  private int junk;
  private boolean stressed;

  void stressed(boolean now) {
    stressed = now;
  }

  /// One more error; true if it was the last.
  boolean error() {
    errors++;
    return errors >= (stressed ? ServerLimits.UNDER_STRESS : ServerLimits.HARD_ERRORS);
  }

  /// One more command that moves nothing on; true if it was the last.
  boolean junk() {
    junk++;
    return junk >= (stressed ? ServerLimits.UNDER_STRESS : ServerLimits.JUNK_COMMANDS);
  }

  void mailDone() {
    junk = 0;
  }
}
