// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BatchWriterTest {
  private static final BatchHeader OWN = BatchHeader.of(BatchHeader.Exit.OWN, 16);

  @Test
  @DisplayName("BS-3, BS-7, NB-1, NB-2: the worked example, octet for octet")
  void exampleIsWrittenToTheOctet() throws Exception {
    byte[] header = OWN.encode(false, false);
    byte[] all = write(OWN, BatchExample.envelope(), BatchExample.MESSAGE);
    byte[] batch = Arrays.copyOfRange(all, header.length, all.length);

    assertEquals(169, BatchExample.MESSAGE.length);
    assertEquals(BatchExample.MESSAGE_SHA256, sha256(BatchExample.MESSAGE));
    assertEquals(492, batch.length);
    assertArrayEquals(BatchExample.ascii(BatchExample.BATCH), batch);
    assertEquals(BatchExample.BATCH_SHA256, sha256(batch));
  }

  @Test
  @DisplayName("NB-5, BS-8: the header block, binary")
  void headerBlockIsWritten() {
    assertArrayEquals(BatchExample.ascii(BatchExample.HEADER), OWN.encode(false, false));
  }

  @Test
  @DisplayName("BS-4, BS-5, NB-3: extensions beyond the default are listed with the default ones")
  void moreThanTheDefaultIsListed() {
    String block = new String(OWN.encode(true, true), StandardCharsets.US_ASCII);

    assertTrue(
        block.startsWith(
            "Content-Type: application/batch-SMTP; "
                + "required-extensions=\"8bitMIME,SIZE,NOTARY,SMTPUTF8,REQUIRETLS\"\r\n"));
  }

  @Test
  @DisplayName("NB-3: an open exit does not learn the sender")
  void openExitGetsTheFixedSender() {
    Envelope open =
        BatchProfile.envelope(
            BatchExample.clientEnvelope(), BatchHeader.Exit.OPEN, new Random(RandomMail.SEED));

    assertEquals("return@overlay.invalid", open.reversePath().text());
  }

  @Test
  @DisplayName("NB-3: null stays null")
  void nullSenderStaysNull() {
    Envelope bounce = BatchExample.clientEnvelope().withReversePath(Path.NULL);

    Envelope open =
        BatchProfile.envelope(bounce, BatchHeader.Exit.OPEN, new Random(RandomMail.SEED));

    assertTrue(open.reversePath().isNull());
  }

  @Test
  @DisplayName("NB-2: the client's ENVID stays at the gateway, each batch has a new one")
  void envidIsNew() {
    Envelope client = withEnvid(BatchExample.clientEnvelope(), "mine");
    Random random = new Random(RandomMail.SEED);

    String first = BatchProfile.envelope(client, BatchHeader.Exit.OWN, random).envid();
    String second = BatchProfile.envelope(client, BatchHeader.Exit.OWN, random).envid();

    assertTrue(first.matches("[0-9a-f]{16}"));
    assertTrue(second.matches("[0-9a-f]{16}") && !first.equals(second));
  }

  @Test
  @DisplayName("NB-2: an ORCPT of another domain is replaced by the recipient")
  void foreignOriginalIsReplaced() {
    Path path = new Path("bob", "recipient.example");
    OriginalRecipient foreign = new OriginalRecipient("rfc822", "list@elsewhere.example");
    OriginalRecipient own = new OriginalRecipient("rfc822", "list@Recipient.Example");

    assertEquals("rfc822;bob@recipient.example", orcptOf(path, foreign));
    assertEquals("rfc822;list@Recipient.Example", orcptOf(path, own));
    assertEquals("rfc822;bob@recipient.example", orcptOf(path, OriginalRecipient.NONE));
  }

  @Test
  @DisplayName("NB-1: order and duplicates of RCPT do not show")
  void sameRecipientsGiveTheSameOctets() {
    List<Recipient> shuffled =
        List.of(
            BatchExample.recipient("bob"),
            BatchExample.recipient("carol+list"),
            BatchExample.recipient("bob"));

    Envelope other =
        BatchProfile.envelope(
            BatchExample.clientEnvelope().withRecipients(shuffled),
            BatchHeader.Exit.OWN,
            "00112233445566ff");

    assertEquals(BatchExample.envelope(), other);
  }

  @Test
  @DisplayName("NB-4: a last line without CRLF gets one")
  void lastLineIsEnded() {
    DotStuffing stuffing = new DotStuffing();

    byte[] text = stuffing.encode("a\r\n.b".getBytes(StandardCharsets.US_ASCII));

    assertEquals("a\r\n..b", new String(text, StandardCharsets.US_ASCII));
    assertArrayEquals(new byte[] {'\r', '\n'}, stuffing.end());
  }

  @Test
  @DisplayName("SV-4, NB-4: what must not leave is noticed")
  void faultsOfTextAreNoticed() {
    assertEquals(TextFault.BARE_LF, faultOf("a\nb\r\n"));
    assertEquals(TextFault.BARE_CR, faultOf("a\rb\r\n"));
    assertEquals(TextFault.BARE_CR, faultOf("a\r"));
    assertEquals(TextFault.BARE_CR, faultOf("a\r\r\n"));
    assertEquals(TextFault.NUL, faultOf("a\0b\r\n"));
    assertEquals(TextFault.LONG_LINE, faultOf("x".repeat(999) + "\r\n"));
    assertTrue(faultless("x".repeat(998) + "\r\n." + "y".repeat(997) + "\r\n"));
  }

  @Test
  void envelopeOutsideOfTheProfileIsNotWritten() {
    Envelope client = BatchExample.clientEnvelope();
    Envelope twoDomains =
        client.withRecipients(
            List.of(Recipient.of(new Path("a", "x")), Recipient.of(new Path("a", "y"))));

    assertThrows(IllegalArgumentException.class, () -> BatchWriter.prefix(OWN, client, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> BatchProfile.envelope(twoDomains, BatchHeader.Exit.OWN, "00112233445566ff"));
  }

  /// A batch written as its users do, in three parts.
  static byte[] write(BatchHeader header, Envelope envelope, byte[] message) {
    DotStuffing stuffing = new DotStuffing();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(BatchWriter.prefix(header, envelope, message.length));
    out.writeBytes(stuffing.encode(message));
    out.writeBytes(stuffing.end());
    out.writeBytes(BatchWriter.suffix());
    return out.toByteArray();
  }

  private static String orcptOf(Path path, OriginalRecipient original) {
    Recipient recipient = new Recipient(path, EnumSet.noneOf(Notify.class), original);
    Envelope part = BatchExample.clientEnvelope().withRecipients(List.of(recipient));
    Envelope result = BatchProfile.envelope(part, BatchHeader.Exit.OWN, "00112233445566ff");
    return result.recipients().getFirst().original().encoded();
  }

  private static Envelope withEnvid(Envelope given, String envid) {
    return new Envelope(
        given.reversePath(), given.recipients(), false, false, false, Ret.UNSET, envid);
  }

  private static TextFault faultOf(String text) {
    return checked(text).fault().orElseThrow();
  }

  private static boolean faultless(String text) {
    return checked(text).fault().isEmpty();
  }

  private static DotStuffing checked(String text) {
    DotStuffing stuffing = new DotStuffing();
    byte[] out = stuffing.encode(text.getBytes(StandardCharsets.US_ASCII));
    byte[] end = stuffing.end();
    assertTrue(out.length + end.length >= text.length());
    return stuffing;
  }

  private static String sha256(byte[] octets) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
  }
}
