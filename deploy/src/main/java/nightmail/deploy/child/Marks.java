// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Words kept on purpose in the heap and outside it, so that a search of memory has something to
/// find.
final class Marks {
  private final List<byte[]> inHeap = new ArrayList<>();
  private final List<ByteBuffer> outside = new ArrayList<>();

  void keep(String word) {
    byte[] octets = word.getBytes(StandardCharsets.UTF_8);
    inHeap.add(octets);
    outside.add(ByteBuffer.allocateDirect(octets.length).put(octets));
  }
}
