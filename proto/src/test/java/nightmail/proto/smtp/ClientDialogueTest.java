// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Notify;
import nightmail.proto.mail.OriginalRecipient;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.mail.Ret;
import nightmail.proto.smtp.DeliveryOrder.Tls;
import nightmail.proto.smtp.RecipientOutcome.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientDialogueTest {
  private static final String FULL =
      "250-mx\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 DSN\r\n";
  private static final Path BOB = new Path("bob", "r.example");
  private static final Path EVE = new Path("eve", "r.example");

  /// A peer that plays one side of a transcript.
  private static final class Peer {
    final ClientDialogue client;
    final StringBuilder sent = new StringBuilder();
    final List<RecipientOutcome> outcomes = new ArrayList<>();
    int finished;
    boolean wantsMessage;
    boolean startsTls;
    boolean closed;

    Peer(DeliveryOrder order) {
      client = new ClientDialogue(order);
      on(new ClientInput.Connected());
    }

    Peer say(String text) {
      return on(new ClientInput.Octets(text.getBytes(StandardCharsets.UTF_8)));
    }

    Peer on(ClientInput input) {
      for (ClientStep step : client.on(input)) {
        assertFalse(closed, "nothing after Close");
        switch (step) {
          case ClientStep.Send(byte[] bytes) ->
              sent.append(new String(bytes, StandardCharsets.UTF_8));
          case ClientStep.StartTls tls -> startsTls = true;
          case ClientStep.WantMessage want -> wantsMessage = true;
          case ClientStep.Finished(List<RecipientOutcome> list) -> {
            outcomes.addAll(list);
            finished++;
          }
          case ClientStep.Close close -> closed = true;
        }
      }
      return this;
    }

    Peer message(String text) {
      on(new ClientInput.MessageOctets(text.getBytes(StandardCharsets.ISO_8859_1)));
      return on(new ClientInput.MessageEnd());
    }

    String taken() {
      String text = sent.toString();
      sent.setLength(0);
      return text;
    }

    String outcome(int index) {
      RecipientOutcome o = outcomes.get(index);
      return o.verdict() + " " + o.code() + " " + o.enhanced();
    }
  }

  @Test
  void mailIsDelivered() {
    Peer peer = new Peer(order(envelope(BOB), Tls.NONE));

    assertEquals("EHLO me.example\r\n", peer.say("220 mx\r\n").taken());
    assertEquals(
        "MAIL FROM:<a@s.example> SIZE=9\r\nRCPT TO:<bob@r.example>\r\n", peer.say(FULL).taken());
    assertEquals("DATA\r\n", peer.say("250 2.1.0 ok\r\n250 2.1.5 ok\r\n").taken());
    assertTrue(peer.say("354 go\r\n").wantsMessage);
    assertEquals("..a\r\n...\r\n.\r\n", peer.message(".a\r\n..\r\n").taken());
    assertEquals("QUIT\r\n", peer.say("250 2.0.0 queued\r\n").taken());
    assertEquals("DELIVERED 250 2.0.0", peer.outcome(0));
    assertTrue(peer.say("221 bye\r\n").closed);
    assertEquals(1, peer.finished);
  }

  @Test
  void withoutPipeliningCommandsGoOneByOne() {
    Peer peer = new Peer(order(envelope(BOB, EVE), Tls.NONE)).say("220 mx\r\n");
    peer.taken();

    assertEquals("MAIL FROM:<a@s.example>\r\n", peer.say("250 mx\r\n").taken());
    assertEquals("RCPT TO:<bob@r.example>\r\n", peer.say("250 ok\r\n").taken());
    assertEquals("RCPT TO:<eve@r.example>\r\n", peer.say("250 ok\r\n").taken());
    assertEquals("DATA\r\n", peer.say("550 5.1.1 no\r\n").taken());
  }

  @Test
  @DisplayName("CL-5: 5xx to RCPT is final, each recipient has its own outcome")
  void recipientsHaveTheirOwnOutcome() {
    Peer peer = atEnvelope(envelope(BOB, EVE, new Path("joe", "r.example")));

    peer.say("250 ok\r\n550 5.1.1 no\r\n250 ok\r\n552 too many\r\n354 go\r\n").message("x\r\n");
    peer.say("250 ok\r\n");

    assertEquals("FAILED 550 5.1.1", peer.outcome(0));
    assertEquals("DELIVERED 250 2.0.0", peer.outcome(1));
    assertEquals("DEFERRED 452 4.5.3", peer.outcome(2));
  }

  @ParameterizedTest
  @CsvSource({
    "554 5.7.1 go away, OTHER_HOST 554 5.7.1",
    "421 4.3.2 busy, OTHER_HOST 421 4.3.2",
    "250 what, OTHER_HOST 451 4.5.0",
    "99 what, OTHER_HOST 451 4.5.0",
    "HTTP/1.1 400 no, OTHER_HOST 451 4.5.0"
  })
  @DisplayName("CL-5: a bad greeting sends us to the next host")
  void badGreetingMeansNextHost(String greeting, String outcome) {
    assertEquals(
        outcome, new Peer(order(envelope(BOB), Tls.NONE)).say(greeting + "\r\n").outcome(0));
  }

  @Test
  @DisplayName("CL-5: a bad EHLO answer too")
  void badEhloMeansNextHost() {
    Peer peer = new Peer(order(envelope(BOB), Tls.NONE)).say("220 mx\r\n502 5.5.1 what\r\n");

    assertEquals("OTHER_HOST 502 5.5.1", peer.outcome(0));
    assertTrue(peer.taken().endsWith("QUIT\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "'250 ok\r\n250 ok\r\n554 5.7.1 no\r\n', FAILED 554 5.7.1",
    "'250 ok\r\n250 ok\r\n451 4.3.0 no\r\n', DEFERRED 451 4.3.0",
    "'550 5.7.1 no\r\n503 no\r\n', FAILED 550 5.7.1",
    "'451 4.7.1 later\r\n503 no\r\n', DEFERRED 451 4.7.1",
    "'250 ok\r\n421 4.3.2 down\r\n', DEFERRED 421 4.3.2",
    "'250 ok\r\n250-a\r\n251 b\r\n', DEFERRED 451 4.5.0",
    "'250 ok\r\n250 a\n', DEFERRED 451 4.5.0",
    "'250 ok\r\n550 2.1.1 odd\r\n', FAILED 550 5.0.0"
  })
  @DisplayName("CL-5: what MAIL, RCPT and DATA bring")
  void repliesDecide(String replies, String outcome) {
    assertEquals(outcome, atEnvelope(envelope(BOB)).say(replies).outcome(0));
  }

  @Test
  @DisplayName("CL-6: SMTPUTF8 missing means next host, 5.6.7 if it was the last")
  void missingSmtpUtf8MeansNextHost() {
    Envelope utf8 =
        new Envelope(Path.NULL, one(new Path("ü", "r.example")), true, true, false, Ret.UNSET, "");

    Peer peer = new Peer(order(utf8, Tls.NONE)).say("220 mx\r\n250-mx\r\n250 8BITMIME\r\n");

    assertEquals("OTHER_HOST 550 5.6.7", peer.outcome(0));
    assertFalse(peer.taken().contains("MAIL"));
  }

  @Test
  @DisplayName("DK-6: 8-bit without 8BITMIME goes elsewhere, or as it is if policy allows")
  void missing8bitMimeMeansNextHost() {
    Envelope eight = envelope(BOB).withBody8bit(true);
    DeliveryOrder anyway = new DeliveryOrder("me.example", eight, 9, Tls.NONE, true);

    assertEquals(
        "OTHER_HOST 550 5.6.3",
        new Peer(order(eight, Tls.NONE)).say("220 mx\r\n250 mx\r\n").outcome(0));
    assertTrue(
        new Peer(anyway)
            .say("220 mx\r\n250 mx\r\n")
            .taken()
            .endsWith("MAIL FROM:<a@s.example>\r\n"));
  }

  @Test
  void tooLargeForTheServerMeansNextHost() {
    DeliveryOrder large = new DeliveryOrder("me.example", envelope(BOB), 1_001, Tls.NONE, false);

    assertEquals("OTHER_HOST 552 5.3.4", new Peer(large).say("220 mx\r\n" + FULL).outcome(0));
  }

  @Test
  @DisplayName("NB-3: parameters go along where they are offered")
  void parametersGoWhereOffered() {
    Recipient wish =
        new Recipient(
            BOB,
            EnumSet.of(Notify.SUCCESS, Notify.FAILURE),
            new OriginalRecipient("rfc822", "x+y@r"));
    Envelope full = new Envelope(Path.NULL, List.of(wish), true, true, false, Ret.FULL, "a b");

    assertEquals(
        """
        MAIL FROM:<> SIZE=9 BODY=8BITMIME SMTPUTF8 RET=FULL ENVID=a+20b
        RCPT TO:<bob@r.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x+2By@r
        """
            .replace("\n", "\r\n"),
        atEnvelopeSaying(full));
  }

  @Test
  @DisplayName("CL-34: STARTTLS if offered, then a new EHLO")
  void tlsIsUsedIfOffered() {
    Peer peer = new Peer(order(envelope(BOB), Tls.IF_OFFERED)).say("220 mx\r\n");
    peer.taken();

    assertEquals("STARTTLS\r\n", peer.say("250-mx\r\n250 STARTTLS\r\n").taken());
    assertTrue(peer.say("220 go\r\n").startsTls);
    assertEquals("EHLO me.example\r\n", peer.on(new ClientInput.TlsDone(true)).taken());
    assertTrue(peer.say("250-mx\r\n250 STARTTLS\r\n").taken().startsWith("MAIL"));
  }

  @Test
  @DisplayName("CL-34: no TLS here, or refused: in clear")
  void withoutTlsMailGoesInClear() {
    Peer none = new Peer(order(envelope(BOB), Tls.IF_OFFERED)).say("220 mx\r\n250 mx\r\n");
    Peer refused = new Peer(order(envelope(BOB), Tls.IF_OFFERED));
    refused.say("220 mx\r\n250-mx\r\n250 STARTTLS\r\n454 4.7.0 no\r\n");

    assertTrue(none.taken().contains("MAIL"));
    assertTrue(refused.taken().contains("MAIL"));
  }

  @Test
  @DisplayName("CL-11: TLS required and absent or failed: next host, never clear, never 5xx")
  void requiredTlsIsRequired() {
    Peer absent = new Peer(order(envelope(BOB), Tls.REQUIRED)).say("220 mx\r\n250 mx\r\n");
    Peer failed = new Peer(order(envelope(BOB), Tls.REQUIRED));
    failed.say("220 mx\r\n250-mx\r\n250 STARTTLS\r\n220 go\r\n").on(new ClientInput.TlsDone(false));

    assertEquals("OTHER_HOST 454 4.7.4", absent.outcome(0));
    assertEquals("OTHER_HOST 454 4.7.5", failed.outcome(0));
    assertFalse(absent.taken().contains("MAIL") || failed.taken().contains("MAIL"));
  }

  @Test
  @DisplayName("CL-6, CL-36: REQUIRETLS needs TLS and the word after it")
  void requireTlsNeedsBoth() {
    Envelope needy = new Envelope(Path.NULL, one(BOB), false, false, true, Ret.UNSET, "");

    Peer clear =
        new Peer(order(needy, Tls.IF_OFFERED)).say("220 mx\r\n250-mx\r\n250 REQUIRETLS\r\n");
    Peer silent = new Peer(order(needy, Tls.IF_OFFERED));
    silent.say("220 mx\r\n250-mx\r\n250 STARTTLS\r\n220 go\r\n").on(new ClientInput.TlsDone(true));
    silent.say("250 mx\r\n");

    assertEquals("OTHER_HOST 550 5.7.10", clear.outcome(0));
    assertEquals("OTHER_HOST 550 5.7.30", silent.outcome(0));
  }

  @Test
  @DisplayName("SV-6: answers behind the 220 to STARTTLS are not believed")
  void answersInjectedBeforeTlsAreNotBelieved() {
    Peer peer = new Peer(order(envelope(BOB), Tls.IF_OFFERED));
    peer.say("220 mx\r\n250-mx\r\n250 STARTTLS\r\n220 go\r\n250 mx\r\n");

    assertEquals("OTHER_HOST 451 4.5.0", peer.outcome(0));
    assertTrue(peer.closed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb\r\n", "a\rb\r\n", "a\r\n.\n", "a\0\r\n"})
  @DisplayName("SV-4: a bare CR or LF never leaves, the mail is not finished")
  void strayNeverLeaves(String message) {
    Peer peer = atEnvelope(envelope(BOB)).say("250 ok\r\n250 ok\r\n354 go\r\n");
    peer.taken();

    peer.message(message);

    assertFalse(peer.taken().contains("\n"));
    assertEquals("FAILED 554 5.6.0", peer.outcome(0));
    assertTrue(peer.closed);
  }

  @Test
  @DisplayName("CL-7: lost after the dot is tried again")
  void lostAfterTheDotIsDeferred() {
    Peer peer =
        atEnvelope(envelope(BOB, EVE)).say("250 ok\r\n250 ok\r\n550 5.1.1 no\r\n354 go\r\n");

    peer.message("x\r\n").on(new ClientInput.Lost());

    assertEquals("DEFERRED 451 4.4.2", peer.outcome(0));
    assertEquals("FAILED 550 5.1.1", peer.outcome(1));
  }

  @Test
  void brokenMailIsNotFinished() {
    Peer peer = atEnvelope(envelope(BOB)).say("250 ok\r\n250 ok\r\n354 go\r\n");
    peer.taken();

    peer.on(new ClientInput.MessageBroken());

    assertEquals("", peer.taken());
    assertEquals("DEFERRED 451 4.3.0", peer.outcome(0));
    assertTrue(peer.closed);
  }

  @Test
  @DisplayName("CL-7: each state has its time-out")
  void statesHaveTimeOuts() {
    ClientDialogue client = new ClientDialogue(order(envelope(BOB), Tls.NONE));

    assertEquals(Duration.ofSeconds(30), client.timeout());
    client.on(new ClientInput.Connected());
    assertEquals(Duration.ofMinutes(5), client.timeout());
    Peer peer = atEnvelope(envelope(BOB)).say("250 ok\r\n250 ok\r\n");
    assertEquals(Duration.ofMinutes(2), peer.client.timeout());
    assertEquals(Duration.ofMinutes(3), peer.say("354 go\r\n").client.timeout());
    assertEquals(Duration.ofMinutes(10), peer.message("x\r\n").client.timeout());
  }

  @Test
  @DisplayName("CL-7: lost early, the next host is tried")
  void lostEarlyMeansNextHost() {
    Peer peer = new Peer(order(envelope(BOB), Tls.NONE)).on(new ClientInput.TimedOut());

    assertEquals(Verdict.OTHER_HOST, peer.outcomes.getFirst().verdict());
  }

  private static Peer atEnvelope(Envelope envelope) {
    return new Peer(order(envelope, Tls.NONE)).say("220 mx\r\n" + FULL);
  }

  private static String atEnvelopeSaying(Envelope envelope) {
    Peer peer = new Peer(order(envelope, Tls.NONE)).say("220 mx\r\n");
    peer.taken();
    return peer.say(FULL).taken();
  }

  private static DeliveryOrder order(Envelope envelope, Tls tls) {
    return new DeliveryOrder("me.example", envelope, 9, tls, false);
  }

  private static Envelope envelope(Path... recipients) {
    return Envelope.of(new Path("a", "s.example"), one(recipients));
  }

  private static List<Recipient> one(Path... paths) {
    return List.of(paths).stream().map(Recipient::of).toList();
  }
}
