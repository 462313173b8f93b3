// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.Order;

/// A28, D-4: no bytes of a peer throw, and what is accepted has one encoding.
@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
class MessageFuzzTest {
  @FuzzTest
  void payloadIsRefusedOrEncodesToItself(byte[] input) {
    byte[] bytes = Arrays.copyOf(input, Geometry.PAYLOAD_BYTES);

    Payload.decode(bytes).ifPresent(payload -> assertArrayEquals(bytes, payload.encode()));
  }

  @FuzzTest
  void answerIsRefusedOrEncodesToItself(byte[] input) {
    byte[] bytes = Arrays.copyOf(input, Geometry.PAYLOAD_BYTES);

    Answer.decode(bytes).ifPresent(answer -> assertArrayEquals(bytes, answer.encode()));
  }

  @FuzzTest
  void objectIsRefusedOrEncodesToItself(byte[] input) {
    if (ObjectHeader.decode(input, input.length) instanceof ObjectHeader.Accepted accepted) {
      byte[] head = accepted.header().encode();
      assertArrayEquals(Arrays.copyOf(input, head.length), head);
    }
    if (MailObject.parse(input) instanceof MailObject.Accepted accepted) {
      assertArrayEquals(input, accepted.object().encode());
    }
  }
}
