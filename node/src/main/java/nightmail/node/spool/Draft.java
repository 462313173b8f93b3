// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.util.concurrent.CompletionStage;

/// A message that is still arriving; nothing is promised for it and a crash forgets it.
///
/// The first 64 KiB are held in memory, the rest in a file encrypted under a key that only this
/// object knows. Used by one thread at a time; the stages complete on a thread of the spool, which
/// must not be blocked.
public interface Draft {
  /// Adds octets, without dot-stuffing; the array now belongs to the draft. Completes when the next
  /// may come; fails with [SpoolFull] when the disk is short.
  CompletionStage<Void> append(byte[] octets);

  /// Octets appended so far.
  long octets();

  /// Forgets everything. Harmless when repeated, or after the draft was kept.
  void discard();
}
