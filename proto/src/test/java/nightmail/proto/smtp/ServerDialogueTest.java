// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerDialogueTest {
  private static final String MAIL =
      "MAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\nDATA\r\nS: x\r\n\r\n..\r\n.\r\n";
  private static final List<Integer> MAIL_CODES = List.of(250, 250, 354, 250);

  @Test
  void mailIsTaken() {
    Owner owner = Owner.greeted().say(MAIL + "QUIT\r\n");

    assertEquals(List.of(250, 250, 354, 250, 221), owner.codes);
    assertEquals("S: x\r\n\r\n.\r\n", owner.mail(0));
    assertEquals(
        "b@r.example", owner.submitted.getFirst().envelope().recipients().getFirst().path().text());
    assertTrue(owner.closed);
  }

  @Test
  @DisplayName("SV-11: byte by byte, or cut anywhere, nothing changes")
  void cutsChangeNothing() {
    byte[] octets = (MAIL + MAIL).getBytes(StandardCharsets.US_ASCII);

    assertEquals(2, Owner.greeted().sayByteByByte(octets).mails.size());
    for (int cut = 0; cut <= octets.length; cut++) {
      Owner owner = Owner.greeted();
      owner.say(Arrays.copyOf(octets, cut));
      owner.say(Arrays.copyOfRange(octets, cut, octets.length));
      assertEquals(2, owner.mails.size(), "cut at " + cut);
      assertEquals("S: x\r\n\r\n.\r\n", owner.mail(1), "cut at " + cut);
    }
  }

  @Test
  @DisplayName("SV-8: the EHLO list is what is built")
  void offerIsWhatIsBuilt() {
    Owner owner = Owner.plain().say("EHLO client.example\r\n");

    assertEquals(
        """
        220 mx.example ESMTP
        250-mx.example
        250-SIZE 1048576
        250-PIPELINING
        250-8BITMIME
        250-SMTPUTF8
        250-DSN
        250-ENHANCEDSTATUSCODES
        250 LIMITS RCPTMAX=100
        """
            .replace("\n", "\r\n"),
        owner.written.toString(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({
    "VRFY x, 252 2.0.0",
    "EXPN x, 502 5.5.1",
    "BDAT 1, 502 5.5.1",
    "AUTH PLAIN, 502 5.5.1",
    "NOOP x, 250 2.0.0",
    "HELP, 214 2.0.0",
    "RSET, 250 2.0.0",
    "RSET x, 501 5.5.4",
    "XFORWARD NAME=x, 550 5.7.0",
    "XCLIENT NAME=x, 550 5.7.0",
    "STARTTLS, 502 5.5.1",
    "BOGUS, 500 5.5.2",
    "'', 500 5.5.2",
    "MAIL, 501 5.5.4",
    "MAIL TO:<a@b>, 501 5.5.4",
    "MAIL FROM:a@b, 501 5.5.4",
    "MAIL FROM:<a@b> X=1, 555 5.5.4",
    "MAIL FROM:<a@b> REQUIRETLS, 555 5.5.4",
    "MAIL FROM:<a@b> SIZE=1048577, 552 5.3.4",
    "MAIL FROM:<a@b> SIZE=99999999999999999999, 552 5.3.4",
    "MAIL FROM:<a@b> SIZE=1048576, 250 2.1.0",
    "MAIL FROM:<> BODY=8BITMIME, 250 2.1.0",
    "mail from:<a@b>, 250 2.1.0",
    "RCPT TO:<a@b>, 503 5.5.1",
    "DATA, 503 5.5.1",
    "DATA x, 501 5.5.4",
    "EHLO, 501 5.5.4",
    "HELO two words, 501 5.5.4",
    "QUIT now, 501 5.5.4"
  })
  @DisplayName("SV-8, SV-10, SV-12, SV-13, SV-19: one command, one reply")
  void commandsHaveTheirReplies(String command, String reply) {
    assertEquals(List.of(reply), Owner.greeted().say(command + "\r\n").replies);
  }

  @Test
  @DisplayName("SV-13: SMTPUTF8 only if declared; the flag goes with the envelope")
  void unicodeNeedsItsFlag() {
    byte[] plain = "MAIL FROM:<é@b>\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] declared =
        "MAIL FROM:<é@b> SMTPUTF8\r\nRCPT TO:<ü@r>\r\nDATA\r\n.\r\n"
            .getBytes(StandardCharsets.UTF_8);

    assertEquals("553 5.6.7", Owner.greeted().say(plain).lastReply());
    assertTrue(Owner.greeted().say(declared).submitted.getFirst().envelope().smtpUtf8());
    assertEquals("500 5.5.2", Owner.greeted().say("MAIL FROM:<\u00e9@b>\r\n").lastReply());
  }

  @Test
  void mailNeedsAGreeting() {
    assertEquals("503 5.5.1", Owner.plain().say("MAIL FROM:<a@b>\r\n").lastReply());
  }

  @Test
  void parametersNeedEhlo() {
    Owner owner = Owner.plain().say("HELO x\r\n").say("MAIL FROM:<a@b> SIZE=1\r\n");

    assertEquals("555 5.5.4", owner.lastReply());
  }

  @Test
  @DisplayName("SV-14: 100 recipients, then 452 4.5.3")
  void hundredAndFirstRecipientMustWait() {
    Owner owner = Owner.greeted().say("MAIL FROM:<a@s>\r\n").forget();
    for (int i = 0; i < 101; i++) {
      owner.say("RCPT TO:<u" + i + "@r>\r\n");
    }

    assertEquals(100, owner.replies.stream().filter("250 2.1.5"::equals).count());
    assertEquals("452 4.5.3", owner.lastReply());
    assertFalse(owner.closed);
  }

  @Test
  @DisplayName("SV-14: command lines of 512 octets, MAIL and RCPT of more")
  void commandLinesHaveALimit() {
    assertEquals("250 2.0.0", Owner.greeted().say("NOOP " + "x".repeat(505) + "\r\n").lastReply());
    assertEquals("500 5.5.2", Owner.greeted().say("NOOP " + "x".repeat(506) + "\r\n").lastReply());
    assertEquals(
        "500 5.5.2", Owner.greeted().say("MAIL " + "x".repeat(4_000) + "\r\n").lastReply());
    String orcpt = "RCPT TO:<b@r> ORCPT=rfc822;" + "a".repeat(493) + "\r\n";
    assertEquals("250 2.1.5", Owner.greeted().say("MAIL FROM:<a@s>\r\n" + orcpt).lastReply());
  }

  @Test
  void refusedRecipientIsNotInTheEnvelope() {
    Owner owner =
        Owner.greeted().say("MAIL FROM:<a@s>\r\nRCPT TO:<no@r>\r\nRCPT TO:<b@r>\r\nDATA\r\n.\r\n");

    assertEquals(List.of(250, 550, 250, 354, 250), owner.codes);
    assertEquals(1, owner.submitted.getFirst().envelope().recipients().size());
  }

  @Test
  @DisplayName("SV-11: input is never flushed on errors")
  void pipelinedGroupKeepsItsOrder() {
    Owner owner =
        Owner.greeted().say("MAIL FROM:<a@s>\r\nRCPT TO:<no@r>\r\nDATA\r\n" + "RSET\r\n" + MAIL);

    assertEquals(List.of(250, 550, 554, 250, 250, 250, 354, 250), owner.codes);
  }

  @Test
  @DisplayName("SV-11: nothing is read while the owner has not answered")
  void dialogueWaitsForItsOwner() {
    ServerDialogue dialogue = new ServerDialogue(ServerPolicy.plain("mx", 1 << 20));
    dialogue.on(new SmtpInput.Connected());
    dialogue.on(octets("EHLO x\r\n"));

    List<SmtpStep> asked = dialogue.on(octets("MAIL FROM:<a@s>\r\nRCPT TO:<b@r>\r\nNOOP\r\n"));
    boolean welcome = dialogue.wantsOctets();
    List<SmtpStep> answered = dialogue.on(new SmtpInput.RecipientChecked(SmtpReply.recipientOk()));

    assertTrue(asked.getLast() instanceof SmtpStep.CheckRecipient);
    assertFalse(welcome);
    assertEquals(2, answered.size());
    assertTrue(dialogue.wantsOctets());
  }

  @Test
  @DisplayName("SV-11: talk before the greeting, or behind EHLO, is unauthorised")
  void earlyTalkEndsTheSession() {
    List<SmtpStep> early =
        new ServerDialogue(ServerPolicy.plain("mx", 1 << 20)).on(octets("EHLO x\r\n"));
    Owner behind = Owner.plain().forget().say("EHLO x\r\nMAIL FROM:<a@s>\r\n");

    assertEquals(new SmtpStep.Reply(Replies.EARLY_TALK), early.getFirst());
    assertEquals("554 5.5.0", behind.lastReply());
    assertTrue(behind.closed);
  }

  @Test
  @DisplayName("SV-15: 20 errors or 100 junk commands end the session")
  void patienceEnds() {
    Owner errors = Owner.greeted().say("BOGUS\r\n".repeat(25));
    Owner junk = Owner.greeted().say("NOOP\r\n".repeat(101));

    assertEquals(21, errors.replies.size());
    assertEquals("421 4.7.0", errors.lastReply());
    assertEquals(101, junk.replies.size());
    assertTrue(errors.closed && junk.closed);
  }

  @Test
  @DisplayName("SV-15: under stress the first error ends the session")
  void stressEndsPatience() {
    Owner owner = Owner.greeted();
    owner.on(new SmtpInput.Load(true, false));

    owner.say("BOGUS\r\nNOOP\r\n");

    assertEquals(List.of(500, 421), owner.codes);
  }

  @Test
  @DisplayName("SV-10: short of spool, 452 4.3.1 at MAIL")
  void shortSpoolDefersMail() {
    Owner owner = Owner.greeted();
    owner.on(new SmtpInput.Load(false, true));

    assertEquals("452 4.3.1", owner.say("MAIL FROM:<a@s>\r\n").lastReply());
  }

  @Test
  @DisplayName("SV-15: a deadline passed is 421; a mail begun is forgotten")
  void timeOutEndsTheSession() {
    Owner owner = Owner.greeted().say("MAIL FROM:<a@s>\r\nRCPT TO:<b@r>\r\nDATA\r\nabc");

    owner.on(new SmtpInput.TimedOut());

    assertEquals("421 4.4.2", owner.lastReply());
    assertEquals(1, owner.discarded);
    assertTrue(owner.closed && owner.mails.isEmpty());
  }

  @Test
  @DisplayName("SV-17: a lost connection leaves no half mail")
  void lostConnectionForgetsTheMail() {
    Owner owner = Owner.greeted().say("MAIL FROM:<a@s>\r\nRCPT TO:<b@r>\r\nDATA\r\nabc");

    owner.on(new SmtpInput.Lost());

    assertEquals(1, owner.discarded);
    assertTrue(owner.mails.isEmpty());
  }

  @Test
  void stoppingServerSaysSo() {
    Owner owner = Owner.greeted();
    owner.on(new SmtpInput.Stopping());

    assertEquals("421 4.3.2", owner.say("NOOP\r\n").lastReply());
    assertTrue(owner.closed);
  }

  @Test
  @DisplayName("SV-17: the owner's answer is the reply to the mail")
  void refusedSubmissionIsTold() {
    ServerDialogue dialogue = new ServerDialogue(ServerPolicy.plain("mx", 1 << 20));
    dialogue.on(new SmtpInput.Connected());
    dialogue.on(octets("EHLO x\r\n"));
    dialogue.on(octets("MAIL FROM:<a@s>\r\nRCPT TO:<b@r>\r\n"));
    dialogue.on(new SmtpInput.RecipientChecked(SmtpReply.recipientOk()));
    dialogue.on(octets("DATA\r\n.\r\n"));

    List<SmtpStep> steps = dialogue.on(new SmtpInput.Submitted(Replies.SPOOL_SHORT));

    assertEquals(List.of(new SmtpStep.Reply(Replies.SPOOL_SHORT)), steps);
  }

  @Test
  @DisplayName("SV-18: postmaster needs no domain")
  void barePostmasterIsTaken() {
    assertEquals(
        "250 2.1.5", Owner.greeted().say("MAIL FROM:<>\r\nRCPT TO:<Postmaster>\r\n").lastReply());
  }

  @Test
  void declaredOrSeen8bitIsInTheEnvelope() {
    Owner owner =
        Owner.greeted().say("MAIL FROM:<a@s>\r\nRCPT TO:<b@r>\r\nDATA\r\n\u00e9\r\n.\r\n");

    assertTrue(owner.submitted.getFirst().envelope().body8bit());
    assertEquals(3, owner.submitted.getFirst().messageBytes());
  }

  @Test
  void secondMailStartsAfresh() {
    Owner owner = Owner.greeted().say(MAIL);

    assertEquals(MAIL_CODES, owner.codes);
    assertEquals("503 5.5.1", owner.say("RCPT TO:<c@r>\r\n").lastReply());
  }

  private static SmtpInput octets(String text) {
    return new SmtpInput.Octets(text.getBytes(StandardCharsets.US_ASCII));
  }
}
