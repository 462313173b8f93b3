// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LenientBatchTest {
  private static final String ONE =
      "MAIL FROM:<a@s.example>\nRCPT TO:<b@r.example>\nDATA\nS: x\n\n..\n.x\n.\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO x\n" + ONE,
        "ehlo [192.0.2.1]\n" + ONE + "quit\n",
        "HELO y\nNOOP\n" + ONE + "RSET\n",
        "EHLO x\nMAIL FROM:<z@z>\nRSET\n" + ONE,
        """
        EHLO x
        mail from: <a@s.example> body=8bitmime size=5 ret=FULL envid=e
        rcpt to:<@q.example:b@r.example> notify=never orcpt=rfc822;c@d
        data
        .
        """
      })
  @DisplayName("BS-11: any valid greeting, case, parameters, RSET; QUIT or not")
  void anyValidDialogueIsRead(String batch) {
    List<BatchReader.Transaction> transactions = bulk(batch);

    assertEquals(1, transactions.size());
    assertEquals(
        "b@r.example", transactions.getFirst().envelope().recipients().getFirst().path().text());
  }

  @Test
  @DisplayName("BS-7: dots are undoubled")
  void dotsAreUndoubled() {
    byte[] message = bulk("EHLO x\n" + ONE).getFirst().message();

    assertEquals("S: x\r\n\r\n.\r\nx\r\n", new String(message, StandardCharsets.US_ASCII));
  }

  @Test
  @DisplayName("BS-9: one to sixteen mails")
  void sixteenMailsAreTheMost() {
    assertEquals(16, bulk("EHLO x\n" + ONE.repeat(16)).size());
    assertEquals(BatchFault.MESSAGES, fault("EHLO x\n" + ONE.repeat(17)));
    assertEquals(BatchFault.MESSAGES, fault("EHLO x\nQUIT\n"));
  }

  @Test
  @DisplayName("BS-12: one good and one bad recipient give one of each")
  void badRecipientIsRefusedAlone() {
    String batch =
        "EHLO x\nMAIL FROM:<a@s>\nRCPT TO:<b@r>\nRCPT TO:<" + "l".repeat(65) + "@r>\nDATA\n.\n";

    BatchReader.Transaction one = bulk(batch).getFirst();

    assertEquals(1, one.envelope().recipients().size());
    assertEquals(MailFault.BAD_RECIPIENT, one.refused().getFirst().fault());
  }

  @Test
  @DisplayName("BS-12: a MAIL that cannot be taken refuses its recipients")
  void badSenderRefusesItsRecipients() {
    BatchReader.Transaction one =
        bulk("EHLO x\nMAIL FROM:<a@s> X=1\nRCPT TO:<b@r>\nDATA\n.\n").getFirst();

    assertTrue(one.envelope().recipients().isEmpty());
    assertEquals(
        new BatchReader.Refused("b@r", MailFault.UNKNOWN_PARAMETER), one.refused().getFirst());
  }

  @Test
  @DisplayName("BS-11: DATA without a valid recipient delivers nothing")
  void dataWithoutRecipientsIsRead() {
    assertTrue(
        bulk("EHLO x\nMAIL FROM:<a@s>\nDATA\nx\n.\n").getFirst().envelope().recipients().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "'MAIL FROM:<a@s>\n', COMMAND",
    "'EHLO x\nRCPT TO:<b@r>\n', COMMAND",
    "'EHLO x\nDATA\n', COMMAND",
    "'EHLO x\nMAIL FROM:a\n', ARGUMENT",
    "'EHLO x\nMAIL FROM:<a@s>\nMAIL FROM:<a@s>\n', COMMAND",
    "'EHLO x\nBOGUS\n', COMMAND",
    "'EHLO x\nMAIL FROM:<a@s>\n', CUT_OFF",
    "'EHLO x\nMAIL FROM:<a@s>\nDATA\nx\n', CUT_OFF",
    "'EHLO x\nMAIL FROM:<a@s>\nDATA\n.\nQUIT\nQUIT\n', TRAILING"
  })
  @DisplayName("BS-14: what is no dialogue is no batch")
  void brokenDialoguesAreMalformed(String batch, BatchFault fault) {
    assertEquals(fault, fault(batch));
  }

  @Test
  @DisplayName("BS-2: bare CR and LF")
  void straysAreMalformed() {
    assertEquals(BatchFault.LINE_END, rawFault("EHLO x\n"));
    assertEquals(
        BatchFault.LINE_END, rawFault("EHLO x\r\nMAIL FROM:<a@s>\r\nDATA\r\na\nb\r\n.\r\n"));
    assertEquals(
        BatchFault.LINE_END, rawFault("EHLO x\r\nMAIL FROM:<a@s>\r\nDATA\r\na\rb\r\n.\r\n"));
  }

  @Test
  @DisplayName("BS-6: command lines have a limit")
  void commandLinesHaveALimit() {
    assertEquals(BatchFault.LINE_LENGTH, fault("EHLO " + "x".repeat(2_000) + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/batch-SMTP", "APPLICATION/BATCH-smtp ", "application/batch-SMTP;"})
  @DisplayName("BS-1, BS-4: the type in any case, the default extensions")
  void typeInAnyCaseHasTheDefault(String type) {
    assertEquals(Optional.of(BatchType.DEFAULT), BatchType.parse(type));
  }

  @ParameterizedTest
  @CsvSource({
    "'application/batch-SMTP; required-extensions=\"8bitMIME,SIZE,NOTARY,SMTPUTF8\"'",
    "'application/batch-SMTP;Required-Extensions = \"8BITMIME, size, dsn, smtputf8\"'"
  })
  @DisplayName("BS-4, BS-5: NOTARY and DSN are the same")
  void extensionsAreRead(String type) {
    assertEquals(
        Optional.of(EnumSet.complementOf(EnumSet.of(Extension.REQUIRETLS))), BatchType.parse(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain", "application/batch-SMTPx",
            "application/batch-SMTP; required-extensions=CHUNKING",
        "application/batch-SMTP; x=y", "application/batch-SMTP; required-extensions=\"\"", ""
      })
  @DisplayName("BS-10: wrong type or unknown extension")
  void otherTypesAreNotDelivered(String type) {
    assertEquals(Optional.empty(), BatchType.parse(type));
  }

  private static List<BatchReader.Transaction> bulk(String batch) {
    return switch (BatchReader.lenient(BatchExample.ascii(batch))) {
      case BatchReader.BulkResult.Bulk(List<BatchReader.Transaction> transactions) -> transactions;
      case BatchReader.BulkResult.Malformed malformed -> fail(malformed.toString());
    };
  }

  private static BatchFault fault(String batch) {
    return rawFault(batch.replace("\n", "\r\n"));
  }

  private static BatchFault rawFault(String batch) {
    return switch (BatchReader.lenient(batch.getBytes(StandardCharsets.UTF_8))) {
      case BatchReader.BulkResult.Bulk bulk -> fail("was read");
      case BatchReader.BulkResult.Malformed(int line, BatchFault fault) -> fault;
    };
  }
}
