// SPDX-License-Identifier: Apache-2.0
package nightmail.proto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;
import java.util.function.Consumer;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// Seeded randomness for properties, and the grown bytes of known answers.
public final class Seeds {
  private Seeds() {}

  /// Runs a property for `cases` seeds; a failure names its seed, and `-Dnightmail.seed=…` runs
  /// that one alone.
  public static void forEach(int cases, Consumer<Random> property) {
    Long only = Long.getLong("nightmail.seed");
    if (only != null) {
      property.accept(new Random(only));
      return;
    }
    for (long seed = 0; seed < cases; seed++) {
      try {
        property.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fails with -Dnightmail.seed=" + seed, e);
      }
    }
  }

  /// `length` bytes of `random`.
  public static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// D(label, n) of `docs/spec/packet.md` §15: n bytes of SHAKE-256(label).
  public static byte[] grown(String label, int length) {
    SHAKEDigest shake = new SHAKEDigest(256);
    byte[] name = label.getBytes(US_ASCII);
    shake.update(name, 0, name.length);
    byte[] grown = new byte[length];
    shake.doFinal(grown, 0, length);
    return grown;
  }
}
