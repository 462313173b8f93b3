// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.junit.jupiter.api.Order;

@Order(Integer.MAX_VALUE) // what runs after Jazzer started runs slowly
final class MailFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readBatchIsWrittenAgainToTheOctet(byte[] object) {
    if (BatchReader.strict(object) instanceof BatchResult.Batch batch
        && batch.header().receipt().length == 0) {
      assertArrayEquals(
          object, BatchWriterTest.write(batch.header(), batch.envelope(), batch.message()));
    }
  }

  @FuzzTest(maxDuration = "10s")
  void anyBatchIsReadOrMalformed(byte[] batch) {
    if (BatchReader.lenient(batch) instanceof BatchReader.BulkResult.Bulk bulk) {
      assertEquals(true, bulk.transactions().size() <= 16);
    }
  }

  @FuzzTest(maxDuration = "10s")
  void pathsAndArgumentsAreValuesOrFaults(byte[] octets) {
    String text = new String(octets, StandardCharsets.UTF_8);
    if (Path.parse(text, true) instanceof Parsed.Good<Path>(Path path)) {
      assertEquals(Parsed.good(path), Path.parse(path.text(), true));
    }
    if (RcptCommand.parse(text, EnumSet.allOf(Extension.class), true)
        instanceof Parsed.Good<Recipient>(Recipient recipient)) {
      assertEquals(recipient.path(), recipient.path());
    }
    assertEquals(
        MailCommand.parse(text, EnumSet.allOf(Extension.class)),
        MailCommand.parse(text, EnumSet.allOf(Extension.class)));
  }
}
