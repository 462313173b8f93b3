// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchReaderTest {
  private static final String GOOD = BatchExample.HEADER + BatchExample.BATCH;
  private static final int CASES = 200;

  @Test
  @DisplayName("NB-1 to NB-5: the worked example is read")
  void exampleIsRead() {
    BatchResult.Batch batch = good(BatchExample.ascii(GOOD));

    assertEquals(BatchExample.envelope(), batch.envelope());
    assertArrayEquals(BatchExample.MESSAGE, batch.message());
    assertEquals(16, batch.header().hopBudget());
  }

  @ParameterizedTest
  @CsvSource({
    "EHLO overlay.invalid, EHLO other.invalid, COMMAND",
    "EHLO overlay, ehlo overlay, COMMAND",
    "MAIL FROM, mail from, COMMAND",
    "<alice@sender.example>, ' <alice@sender.example>', NOT_CANONICAL",
    "sender.example> SIZE, Sender.example> SIZE, NOT_CANONICAL",
    "' BODY=8BITMIME', '', NOT_CANONICAL",
    "' BODY=8BITMIME', ' BODY=7BIT', NOT_CANONICAL",
    "'SIZE=169 BODY=8BITMIME', 'BODY=8BITMIME SIZE=169', NOT_CANONICAL",
    "'SIZE=169 ', '', NOT_CANONICAL",
    "SIZE=169, SIZE=0169, NOT_CANONICAL",
    "SIZE=169, SIZE=168, SIZE",
    "SIZE=169, SIZE=170, SIZE",
    "00112233445566ff, 00112233445566FF, NOT_CANONICAL",
    "00112233445566ff, 00112233445566f, NOT_CANONICAL",
    "' ENVID=00112233445566ff', '', NOT_CANONICAL",
    "ENVID=00112233445566ff, 'ENVID=00112233445566ff X=1', ARGUMENT",
    "RET=HDRS, RET=hdrs, NOT_CANONICAL",
    "<bob@, <@x.example:bob@, NOT_CANONICAL",
    "<bob@, <zed@, NOT_CANONICAL",
    "'NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob', 'NOTIFY=DELAY,FAILURE ORCPT=rfc822;bob', NOT_CANONICAL",
    "' NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob@recipient.example', '', NOT_CANONICAL",
    "rfc822;bob@recipient, rfc822;bob@elsewhere, NOT_CANONICAL",
    "carol+2Blist, carol+list, ARGUMENT",
    "<carol+list@recipient.example>, <carol+list@other.example>, NOT_CANONICAL",
    "RCPT TO:<bob, VRFY <bob, COMMAND",
    "'hb=16\n', 'hb=17\n', HEADER_FIELD",
    "hb=16, hb=0, HEADER_FIELD",
    "hb=16, hb=01, HEADER_FIELD",
    "p=own, p=both, HEADER_FIELD",
    "v=1;, v=2;, HEADER_FIELD",
    "Encoding: binary, Encoding: 8bit, HEADER_FIELD",
    "'Content-Transfer-Encoding: binary\n', '', HEADER_FIELD",
    "'hb=16\n', 'hb=16\nX-Other: 1\n', HEADER_FIELD",
    "application/batch-SMTP, application/batch-smtp, TYPE",
    "application/batch-SMTP, text/plain, TYPE",
    "batch-SMTP, 'batch-SMTP; required-extensions=\"8bitMIME,SIZE,NOTARY\"', TYPE",
    "batch-SMTP, 'batch-SMTP; required-extensions=\"8bitMIME,SIZE,NOTARY,SMTPUTF8\"', TYPE",
    "'..one', '.one', NOT_CANONICAL",
    "'\n.\nQUIT\n', '\n.\n', CUT_OFF",
    "'\n.\nQUIT\n', '\nQUIT\n', CUT_OFF",
    "'QUIT\n', 'QUIT\nNOOP\n', TRAILING",
    "'QUIT\n', 'quit\n', COMMAND"
  })
  @DisplayName("BS-6, BS-9, BS-10, BS-14, NB-1, NB-2, NB-5: whatever is not the one spelling")
  void anyOtherSpellingIsMalformed(String from, String to, BatchFault fault) {
    String changed = GOOD.replace(from, to == null ? "" : to);

    assertNotEquals(GOOD, changed);
    assertEquals(fault, fault(BatchExample.ascii(changed)));
  }

  @Test
  @DisplayName("BS-2: a bare CR or LF anywhere")
  void strayAnywhereIsMalformed() {
    byte[] good = BatchExample.ascii(GOOD);
    for (int i = 0; i < good.length; i++) {
      if (i > 0 && good[i - 1] == '\r') {
        continue;
      }
      assertEquals(BatchFault.LINE_END, fault(insert(good, i, (byte) '\n')), "LF at " + i);
    }
    for (int i = 0; i < good.length; i++) {
      assertEquals(BatchFault.LINE_END, fault(insert(good, i, (byte) '\r')), "CR at " + i);
    }
  }

  @Test
  @DisplayName("BS-14: no cut of a batch is a batch")
  void everyCutIsMalformed() {
    byte[] good = BatchExample.ascii(GOOD);
    for (int i = 0; i < good.length; i++) {
      assertEquals(BatchFault.CUT_OFF, fault(Arrays.copyOf(good, i)), "cut at " + i);
    }
  }

  @Test
  @DisplayName("BS-6, NB-4: text lines of 998 octets before stuffing, no NUL")
  void textLinesHaveALimit() {
    assertArrayEquals(text("." + "x".repeat(997)), batchOf("." + "x".repeat(997)).message());
    assertEquals(BatchFault.LINE_LENGTH, fault(objectOf("x".repeat(999))));
    assertEquals(BatchFault.LINE_LENGTH, fault(objectOf("." + "x".repeat(998))));
    assertEquals(BatchFault.NUL, fault(objectOf("a\0b")));
  }

  @Test
  @DisplayName("BS-6, NB-1: a hundred recipients, not one more")
  void recipientsHaveALimit() {
    StringBuilder rcpts = new StringBuilder();
    for (int i = 0; i < 101; i++) {
      rcpts.append(
          "RCPT TO:<u%03d@r.example> NOTIFY=NEVER ORCPT=rfc822;u%03d@r.example\n".formatted(i, i));
    }
    String hundred = rcpts.substring(0, rcpts.lastIndexOf("RCPT TO"));

    assertEquals(100, good(withRecipients(hundred)).envelope().recipients().size());
    assertEquals(BatchFault.RECIPIENTS, fault(withRecipients(rcpts.toString())));
    assertEquals(BatchFault.RECIPIENTS, fault(withRecipients("")));
  }

  @Test
  @DisplayName("NB-5: the header block has 4,096 octets at most")
  void headerBlockHasALimit() {
    String long1 = GOOD.replace("hb=16\n", "hb=16\nX: " + "x".repeat(4_000) + "\n");

    assertEquals(BatchFault.HEADER_LENGTH, fault(BatchExample.ascii(long1)));
  }

  @Test
  @DisplayName("NB-5: a receipt is accepted for own exits, refused for open ones")
  void receiptIsAcceptedForOwnExits() {
    byte[] receipt = new byte[560];
    new Random(RandomMail.SEED).nextBytes(receipt);
    String base64 = Base64.getMimeEncoder(76, new byte[] {'\n', ' '}).encodeToString(receipt);
    String own = GOOD.replace("hb=16\n", "hb=16\nNightmail-Receipt: " + base64 + "\n");

    assertArrayEquals(receipt, good(BatchExample.ascii(own)).header().receipt());
    assertEquals(
        BatchFault.HEADER_FIELD, fault(BatchExample.ascii(own.replace("p=own", "p=open"))));
  }

  @Test
  @DisplayName("BS-14: the line is told")
  void lineIsTold() {
    String changed = GOOD.replace("<carol+list@", "<@x.example:carol+list@");

    assertEquals(
        new BatchResult.Malformed(8, BatchFault.NOT_CANONICAL),
        BatchReader.strict(BatchExample.ascii(changed)));
  }

  @Test
  @DisplayName("NB-1 to NB-5: what is written is read, octet for octet")
  void randomBatchesSurvive() {
    for (int i = 0; i < CASES; i++) {
      long seed = RandomMail.SEED + i;
      RandomMail mail = new RandomMail(seed);
      BatchHeader header = BatchHeader.of(BatchHeader.Exit.OWN, 1 + i % 16);
      Envelope envelope = BatchProfile.envelope(mail.envelope(), header.kind(), new Random(seed));
      byte[] message = mail.message();

      byte[] object = BatchWriterTest.write(header, envelope, message);
      BatchResult.Batch batch = good(object);

      assertEquals(envelope, batch.envelope(), "seed " + seed);
      assertArrayEquals(message, batch.message(), "seed " + seed);
      assertEquals(header.hopBudget(), batch.header().hopBudget(), "seed " + seed);
      assertArrayEquals(
          object,
          BatchWriterTest.write(batch.header(), batch.envelope(), batch.message()),
          "seed " + seed);
    }
  }

  @Test
  @DisplayName("NB-1: one octet changed is another batch or none")
  void changedOctetsNeverReadTheSame() {
    byte[] good = BatchExample.ascii(GOOD);
    Random random = new Random(RandomMail.SEED);
    for (int i = 0; i < 10 * CASES; i++) {
      byte[] changed = good.clone();
      changed[random.nextInt(good.length)] = (byte) random.nextInt(256);
      if (BatchReader.strict(changed) instanceof BatchResult.Batch batch) {
        assertArrayEquals(
            changed, BatchWriterTest.write(batch.header(), batch.envelope(), batch.message()));
      }
    }
  }

  private static BatchResult.Batch good(byte[] object) {
    return switch (BatchReader.strict(object)) {
      case BatchResult.Batch batch -> batch;
      case BatchResult.Malformed malformed -> fail(malformed.toString());
    };
  }

  private static BatchFault fault(byte[] object) {
    return switch (BatchReader.strict(object)) {
      case BatchResult.Batch batch -> fail("was read");
      case BatchResult.Malformed(int line, BatchFault fault) -> fault;
    };
  }

  private static byte[] insert(byte[] octets, int at, byte octet) {
    byte[] longer = Arrays.copyOf(octets, octets.length + 1);
    System.arraycopy(octets, at, longer, at + 1, octets.length - at);
    longer[at] = octet;
    return longer;
  }

  private static byte[] withRecipients(String rcpts) {
    int from = GOOD.indexOf("RCPT");
    int to = GOOD.indexOf("DATA");
    return BatchExample.ascii(GOOD.substring(0, from) + rcpts + GOOD.substring(to));
  }

  private static byte[] text(String line) {
    return (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] objectOf(String line) {
    return BatchWriterTest.write(
        BatchHeader.of(BatchHeader.Exit.OWN, 1), BatchExample.envelope(), text(line));
  }

  private static BatchResult.Batch batchOf(String line) {
    return good(objectOf(line));
  }
}
