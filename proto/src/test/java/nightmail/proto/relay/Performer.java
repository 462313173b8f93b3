// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import nightmail.proto.crypto.SecretBytes;

/// Does the work a core asks for.
interface Performer {
  Outcome perform(Work<?> work);

  /// Real cryptography, the same on each run.
  static Performer real(long seed) {
    Bench bench = Bench.of(new RepeatableRandom(seed), SecretBytes.copyOf(new byte[32]));
    return work -> work.perform(bench);
  }
}
