// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// E2: whatever bytes are accepted encode to themselves; none makes a reader throw.
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
