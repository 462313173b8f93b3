// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SmtpReplyTest {
  @Test
  void linesBearCodeAndEnhancedCode() {
    SmtpReply reply = new SmtpReply(550, "5.7.1", List.of("one", "two"));

    assertEquals("550-5.7.1 one\r\n550 5.7.1 two\r\n", encoded(reply));
  }

  @Test
  @DisplayName("SV-4: text cannot begin a line of its own")
  void textIsCleaned() {
    assertEquals("550 a??250 ok?\r\n", encoded(SmtpReply.of(550, "", "a\r\n250 ok\u00e9")));
  }

  @Test
  @DisplayName("SV-14: reply lines have 512 octets at most")
  void linesAreCut() {
    assertEquals(512, SmtpReply.of(550, "5.7.1", "x".repeat(600)).encode().length);
    assertEquals(512, SmtpReply.of(220, "", "x".repeat(600)).encode().length);
  }

  @Test
  void nonsenseIsNoReply() {
    assertThrows(IllegalArgumentException.class, () -> SmtpReply.of(199, "", ""));
    assertThrows(IllegalArgumentException.class, () -> new SmtpReply(250, "", List.of()));
  }

  @Test
  void writtenReplyIsReadAgain() {
    SmtpReply reply = new SmtpReply(450, "4.2.0", List.of("one", "", "three"));

    assertEquals(Optional.of(new ReplyParser.Result.Complete(reply)), read(reply.encode()));
  }

  @Test
  void bareCodesAreReplies() {
    assertEquals(
        Optional.of(new ReplyParser.Result.Complete(SmtpReply.of(250, "", ""))), read("250\r\n"));
  }

  @Test
  void repliesHaveBounds() {
    Optional<ReplyParser.Result> malformed = Optional.of(new ReplyParser.Result.Malformed());

    assertEquals(malformed, read("250 " + "x".repeat(1_000) + "\r\n"));
    assertEquals(malformed, read("250-x\r\n".repeat(128) + "250 x\r\n"));
    assertTrue(
        read("250-x\r\n".repeat(127) + "250 x\r\n").orElseThrow()
            instanceof ReplyParser.Result.Complete);
    assertEquals(malformed, read("250-x\r\n251 x\r\n"));
    assertEquals(malformed, read("2500 x\r\n"));
    assertEquals(malformed, read("250\n"));
    assertEquals(malformed, read("250 a\rb"));
    assertEquals(malformed, read("150 x\r\n"));
  }

  @Test
  void encodingIsFresh() {
    assertArrayEquals(Replies.OK.encode(), Replies.OK.encode());
  }

  private static String encoded(SmtpReply reply) {
    return new String(reply.encode(), StandardCharsets.US_ASCII);
  }

  private static Optional<ReplyParser.Result> read(String text) {
    return read(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Optional<ReplyParser.Result> read(byte[] octets) {
    ReplyParser parser = new ReplyParser();
    Optional<ReplyParser.Result> result = Optional.empty();
    for (byte octet : octets) {
      result = parser.accept(octet);
    }
    return result;
  }
}
