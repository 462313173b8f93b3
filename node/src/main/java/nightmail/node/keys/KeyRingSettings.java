// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.nio.file.Path;
import java.time.Duration;

/// Where mix keys lie and how their tags are kept.
///
/// @param folder made if missing
/// @param replayMemoryBytes for the tables of all live keys
/// @param syncAfter longest time a tag waits for its batch
public record KeyRingSettings(Path folder, long replayMemoryBytes, Duration syncAfter) {
  public static final long DEFAULT_REPLAY_MEMORY_BYTES = 256L << 20;

  /// Invisible behind the delay of a mix.
  public static final Duration DEFAULT_SYNC_AFTER = Duration.ofMillis(50);

  /// @throws IllegalArgumentException for less than 64 bytes or a negative time
  public KeyRingSettings {
    if (replayMemoryBytes < 64 || syncAfter.isNegative()) {
      throw new IllegalArgumentException("key ring settings out of range");
    }
  }

  public static KeyRingSettings in(Path folder) {
    return new KeyRingSettings(folder, DEFAULT_REPLAY_MEMORY_BYTES, DEFAULT_SYNC_AFTER);
  }
}
