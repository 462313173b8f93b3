// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.nio.file.Path;
import java.time.Duration;

/// Where a spool lies and when it refuses.
///
/// @param folder made if missing; one process at a time
/// @param reserveBytes disk space the spool leaves free; below it new mail is refused (SP-7)
/// @param scrubAfter longest time that bytes of deleted rows stay in the write-ahead log (SP-3)
public record SpoolSettings(Path folder, long reserveBytes, Duration scrubAfter) {
  /// 64 MiB and 32 messages of 10 MiB.
  public static final long DEFAULT_RESERVE_BYTES = (64L + 32 * 10) << 20;

  public static final Duration DEFAULT_SCRUB_AFTER = Duration.ofMinutes(10);

  /// @throws IllegalArgumentException unless reserve ≥ 0 and the time is positive
  public SpoolSettings {
    if (reserveBytes < 0 || !scrubAfter.isPositive()) {
      throw new IllegalArgumentException("spool settings out of range");
    }
  }

  public static SpoolSettings in(Path folder) {
    return new SpoolSettings(folder, DEFAULT_RESERVE_BYTES, DEFAULT_SCRUB_AFTER);
  }
}
