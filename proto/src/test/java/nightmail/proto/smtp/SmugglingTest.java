// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The known ways to end a mail early for one of two servers (CVE-2023-51764, -51765, -51766,
/// -51747; CVE-2021-38542).
final class SmugglingTest {
  private static final String BEGIN = "MAIL FROM:<a@s>\r\nRCPT TO:<b@r>\r\nDATA\r\n";
  private static final String SMUGGLED =
      "MAIL FROM:<evil@s>\r\nRCPT TO:<c@r>\r\nDATA\r\nevil\r\n.\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\r.\r\n",
        "\r\n.\r",
        "\r.\r",
        "\n.\r",
        "\r.\n",
        "\r\r\n.\r\r\n",
        "\n\r\n.\n",
        "\r\n.\0\r\n",
        "\r\n.\r\r\n",
        "\r\0\n.\r\n"
      })
  @DisplayName("SV-1, SV-2, T-3: no other end ends the mail; 550 at the true end, still in step")
  void onlyOneEndEndsTheMail(String end) {
    Owner owner = Owner.greeted().say(BEGIN + "x" + end + SMUGGLED + "NOOP\r\n");

    assertTrue(owner.mails.isEmpty());
    assertEquals(List.of(250, 250, 354), owner.codes.subList(0, 3));
    assertTrue(
        List.of("550 5.5.2", "554 5.6.0").contains(owner.replies.get(3)), owner.replies.get(3));
    assertEquals(List.of("250 2.0.0"), owner.replies.subList(4, owner.replies.size()));
    assertEquals(1, owner.discarded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r"})
  @DisplayName("SV-1, T-3: the same byte by byte")
  void cutsDoNotHelp(String end) {
    byte[] all = (BEGIN + "x" + end + SMUGGLED).getBytes(StandardCharsets.US_ASCII);

    Owner owner = Owner.greeted().sayByteByByte(all);

    assertEquals(List.of("250 2.1.0", "250 2.1.5", "354 ", "550 5.5.2"), owner.replies);
  }

  @Test
  @DisplayName("SV-2: disconnect closes with 521")
  void strictServerHangsUp() {
    ServerPolicy policy =
        new ServerPolicy("mx", 1 << 20, false, false, ServerPolicy.Stray.DISCONNECT);

    Owner owner = Owner.greeted(policy).say(BEGIN + "x\n.\n" + SMUGGLED);

    assertEquals("521 5.5.2", owner.lastReply());
    assertTrue(owner.closed);
    assertEquals(1, owner.discarded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOOP\nNOOP\r\n", "NOOP\rNOOP\r\n", "\n\r\n", "NOOP\r\r\n"})
  @DisplayName("SV-2, SV-3: a bare CR or LF in a command is one refused line")
  void strayInACommandIsOneError(String line) {
    assertEquals(List.of("550 5.5.2", "250 2.0.0"), Owner.greeted().say(line + "NOOP\r\n").replies);
  }

  @Test
  @DisplayName("SV-6: STARTTLS with input behind it ends the session")
  void injectionBehindStartTlsIsRefused() {
    Owner owner = Owner.greeted(withTls()).say("STARTTLS\r\nRSET\r\n");

    assertEquals(List.of("554 5.5.0"), owner.replies);
    assertTrue(owner.closed);
    assertEquals(0, owner.handshakes);
  }

  @Test
  @DisplayName("SV-6: clear text after 220 ends the session")
  void clearTextInHandshakeIsNotRead() {
    ServerDialogue dialogue = new ServerDialogue(withTls());
    dialogue.on(new SmtpInput.Connected());
    dialogue.on(new SmtpInput.Octets("EHLO x\r\n".getBytes(StandardCharsets.US_ASCII)));
    dialogue.on(new SmtpInput.Octets("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII)));

    List<SmtpStep> steps =
        dialogue.on(new SmtpInput.Octets("RSET\r\n".getBytes(StandardCharsets.US_ASCII)));

    assertEquals(List.of(new SmtpStep.Close()), steps);
  }

  @Test
  @DisplayName("SV-7: TLS forgets EHLO and MAIL; the new list has no STARTTLS")
  void tlsForgetsWhatWasSaidInClear() {
    Owner owner = Owner.greeted(withTls()).say("MAIL FROM:<a@s>\r\n").say("STARTTLS\r\n").forget();

    assertEquals("503 5.5.1", owner.say("RCPT TO:<b@r>\r\n").lastReply());
    assertEquals("503 5.5.1", owner.say("MAIL FROM:<a@s>\r\n").lastReply());
    owner.written.reset();
    String offer = owner.say("EHLO x\r\n").written.toString(StandardCharsets.US_ASCII);
    assertFalse(offer.contains("STARTTLS"));
    assertTrue(offer.contains("REQUIRETLS"));
    assertEquals("503 5.5.1", owner.say("STARTTLS\r\n").lastReply());
    assertEquals("250 2.1.0", owner.say("MAIL FROM:<a@s> REQUIRETLS\r\n").lastReply());
  }

  @Test
  @DisplayName("SV-8: STARTTLS is offered in clear, REQUIRETLS is not")
  void tlsIsOfferedInClear() {
    String offer = Owner.greeted(withTls()).written.toString(StandardCharsets.US_ASCII);

    assertTrue(offer.contains("STARTTLS"));
    assertFalse(offer.contains("REQUIRETLS"));
  }

  @Test
  @DisplayName("SV-14, NB-4: text lines of 998 octets, the doubled dot not counted")
  void textLinesHaveALimit() {
    String longest = ".." + "x".repeat(997) + "\r\n.\r\n";

    assertEquals("250 2.0.0", Owner.greeted().say(BEGIN + longest).lastReply());
    assertEquals("554 5.6.0", Owner.greeted().say(BEGIN + "x" + longest).lastReply());
  }

  @Test
  @DisplayName("NB-4: NUL is refused")
  void nulIsRefused() {
    assertEquals("554 5.6.0", Owner.greeted().say(BEGIN + "a\0b\r\n.\r\n").lastReply());
  }

  @Test
  @DisplayName("SV-10: the real size is checked")
  void realSizeIsChecked() {
    ServerPolicy small = ServerPolicy.plain("mx", 65_536);
    String fits = ("x".repeat(510) + "\r\n").repeat(128);

    assertEquals("250 2.0.0", Owner.greeted(small).say(BEGIN + fits + ".\r\n").lastReply());
    assertEquals("552 5.3.4", Owner.greeted(small).say(BEGIN + fits + "\r\n.\r\n").lastReply());
  }

  @Test
  @DisplayName("SV-2: a refused mail without end does not go on for ever")
  void endlessMailIsCutOff() {
    Owner owner = Owner.greeted(ServerPolicy.plain("mx", 65_536)).say(BEGIN + "\n");
    for (int i = 0; i < 5 && !owner.closed; i++) {
      owner.say("x".repeat(1_000_000));
    }

    assertTrue(owner.closed);
    assertEquals(1, owner.discarded);
  }

  @Test
  @DisplayName("SV-16: more than 100 Received fields are a loop")
  void loopsAreBroken() {
    String field = "RECEIVED: by x\r\n\tfolded\r\n";

    assertEquals(
        "250 2.0.0",
        Owner.greeted().say(BEGIN + field.repeat(100) + "\r\nReceived: body\r\n.\r\n").lastReply());
    assertEquals(
        "554 5.4.6", Owner.greeted().say(BEGIN + field.repeat(101) + "\r\n.\r\n").lastReply());
  }

  private static ServerPolicy withTls() {
    return new ServerPolicy("mx", 1 << 20, true, true, ServerPolicy.Stray.REJECT);
  }
}
