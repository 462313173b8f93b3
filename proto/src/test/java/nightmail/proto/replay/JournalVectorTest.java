// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import nightmail.proto.vector.VectorCase;
import nightmail.proto.vector.VectorFile;
import org.junit.jupiter.api.Test;

/// T-10, J-3: a second implementation, `docs/spec/vectors/message_vectors.py`, says the same.
class JournalVectorTest {
  @Test
  void journalsReadAsTheVectorsSay() {
    for (VectorCase each : VectorFile.read("journal").cases()) {
      ByteArrayOutputStream tags = new ByteArrayOutputStream();

      Journal.Reading reading =
          Journal.read(each.bytes("bytes"), 20_000, JournalTest.KEY_DIGEST, tags::writeBytes);

      int at = each.out().path("at").asInt();
      assertEquals(
          each.out().path("state").asText() + " " + at,
          switch (reading) {
            case Journal.Good good -> "good " + good.offset();
            case Journal.Torn torn -> "torn " + torn.offset();
            case Journal.Retire _ -> "retire 0";
          },
          each.id());
      if (!(reading instanceof Journal.Retire)) {
        each.assertBytes(each.out().path("tags"), tags.toByteArray(), "tags");
      }
    }
  }
}
