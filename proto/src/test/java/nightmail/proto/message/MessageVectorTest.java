// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import nightmail.proto.vector.VectorCase;
import nightmail.proto.vector.VectorFile;
import org.junit.jupiter.api.Test;

/// T-10: a second implementation, `docs/spec/vectors/message_vectors.py`, says the same.
class MessageVectorTest {
  @Test
  void layoutsAreThoseOfTheVectors() {
    for (VectorCase each : VectorFile.read("layout").cases()) {
      long objectBytes = each.in().path("L").asLong();

      assertEquals(each.valid(), FragmentLayout.isValid(objectBytes), each.id());
      FragmentLayout.of(objectBytes).ifPresent(layout -> assertLayout(each, layout));
    }
  }

  private static void assertLayout(VectorCase each, FragmentLayout layout) {
    assertEquals(each.out().path("K").asInt(), layout.dataShards(), each.id());
    assertEquals(each.out().path("C").asInt(), layout.chunks(), each.id());
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      assertEquals(each.out().path("k").path(chunk).asInt(), layout.dataShards(chunk), each.id());
      assertEquals(each.out().path("n").path(chunk).asInt(), layout.shards(chunk), each.id());
    }
  }

  @Test
  void parityIsThatOfTheVectors() {
    for (VectorCase each : VectorFile.read("erasure").cases()) {
      int k = each.in().path("k").asInt();
      int n = each.in().path("n").asInt();
      List<byte[]> data = new ArrayList<>();
      each.in().path("shards").forEach(shard -> data.add(VectorCase.bytes(shard)));
      JsonNode parity = each.out().path("parity");

      byte[] first = Parity.shard(k, 0, data::get);
      byte[] last = Parity.shard(k, n - k - 1, data::get);

      each.assertBytes(parity.path(0), first, "first parity");
      each.assertBytes(parity.path(parity.size() - 1), last, "last parity");
      NavigableMap<Integer, byte[]> held = new TreeMap<>();
      for (int j = 1; j < k; j++) {
        held.put(j, data.get(j));
      }
      held.put(n - 1, last);
      assertArrayEquals(data.getFirst(), Parity.decode(k, held).getFirst(), each.id());
    }
  }

  @Test
  void objectsAreThoseOfTheVectors() {
    for (VectorCase each : VectorFile.read("object").cases()) {
      MailObject.Parsed parsed = MailObject.parse(each.bytes("bytes"));

      if (each.valid()) {
        MailObject object = assertInstanceOf(MailObject.Accepted.class, parsed).object();
        each.assertBytes(each.out().path("content"), object.content(), "content");
        assertEquals(
            each.out().path("do_not_deliver_after_minutes").asLong(),
            object.header().doNotDeliverAfterMinutes());
      } else {
        Refusal reason = assertInstanceOf(MailObject.Refused.class, parsed).reason();
        assertEquals(each.out().path("refused").asInt(), reason.code(), each.id());
      }
    }
  }
}
