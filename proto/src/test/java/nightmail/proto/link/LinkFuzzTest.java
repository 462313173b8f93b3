// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Order;

/// A28, D-4: no bytes of a peer throw.
@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
class LinkFuzzTest {
  @FuzzTest
  void frameIsRefusedOrEncodesToItself(byte[] input) {
    byte[] bytes = Arrays.copyOf(input, Geometry.FRAME_BYTES);

    Frame.decode(bytes)
        .filter(frame -> !(frame instanceof Frame.Greeting greeting && isLater(greeting)))
        .ifPresent(frame -> assertArrayEquals(bytes, frame.encode()));
  }

  /// A greeting of a later version may have fields that are passed over.
  private static boolean isLater(Frame.Greeting greeting) {
    return greeting.hello().version() > Hello.VERSION;
  }
}
