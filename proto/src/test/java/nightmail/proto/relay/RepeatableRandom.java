// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.security.SecureRandom;
import java.util.Random;

/// The same bytes on each run, for work on a bench in tests.
@SuppressWarnings("serial") // never written anywhere
final class RepeatableRandom extends SecureRandom {
  private final Random random;

  RepeatableRandom(long seed) {
    random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    // The superclass calls this before the field is there.
    if (random != null) {
      random.nextBytes(bytes);
    }
  }
}
