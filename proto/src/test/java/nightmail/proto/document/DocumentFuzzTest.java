// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Order;

/// E2: whatever bytes are accepted encode to themselves; none makes a reader throw.
@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
class DocumentFuzzTest {
  @FuzzTest
  void uploads(byte[] input) {
    Upload.decode(input).asOptional().ifPresent(u -> assertArrayEquals(input, u.encode()));
  }

  @FuzzTest
  void consensuses(byte[] input) {
    Consensus.decode(input).asOptional().ifPresent(c -> assertArrayEquals(input, c.encode()));
  }
}
