// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.SecretBytes;
import org.junit.jupiter.api.Order;

/// A7: no file on a disk, however damaged, throws.
@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
class ReplayFuzzTest {
  private static final Fixed32 DIGEST = Fixed32.of(new byte[32]);

  /// The input stands behind a good header, where it does the most.
  @FuzzTest
  void journalIsReadToAnEndWithinTheFile(byte[] input) {
    byte[] header = Journal.header(1, DIGEST);
    byte[] file = Arrays.copyOf(header, header.length + input.length);
    System.arraycopy(input, 0, file, header.length, input.length);
    List<byte[]> tags = new ArrayList<>();

    switch (Journal.read(file, 1, DIGEST, tags::add)) {
      case Journal.Good good -> assertTrue(good.offset() <= file.length);
      case Journal.Torn torn -> assertTrue(torn.offset() < file.length);
      case Journal.Retire _ -> assertTrue(input.length > 0);
    }
    assertTrue(16 * tags.size() <= input.length);
  }

  @FuzzTest
  void keyFileOfAnybodyElseIsRefused(byte[] input) {
    SecretBytes storageKey = SecretBytes.owning(new byte[32]);

    assertEquals(true, KeyFile.open(input, storageKey).isEmpty());
  }
}
