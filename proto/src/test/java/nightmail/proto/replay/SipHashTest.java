// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SipHashTest {
  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  /// The paper's appendix A, and the first lines of its reference `vectors.h`.
  @Test
  void hashesAreThoseOfThePaper() {
    SipHash hash = new SipHash(counting(16));

    assertEquals(0xa129ca6149be45e5L, hash.hash(counting(15)));
    assertEquals(0x726fdb47dd0e0e31L, hash.hash(counting(0)));
    assertEquals(0x74f839c593dc67fdL, hash.hash(counting(1)));
  }
}
