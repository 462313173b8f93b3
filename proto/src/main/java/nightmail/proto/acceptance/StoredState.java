// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.util.Optional;
import nightmail.proto.bytes.Fixed32;

/// What a node remembers of the consensus it accepted last; written to disk before that is used
/// (AC-19). `digest` is empty only before the first.
public record StoredState(long epoch, Optional<Fixed32> digest, long rootVersion) {
  public static StoredState first() {
    return new StoredState(0, Optional.empty(), 0);
  }
}
