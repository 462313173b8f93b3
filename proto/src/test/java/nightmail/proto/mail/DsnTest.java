// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DsnTest {
  private static final Instant DATE = Instant.parse("2026-11-23T16:05:00Z");
  private static final Path BOB = new Path("bob", "recipient.example");
  private static final Envelope ENVELOPE =
      new Envelope(
          new Path("alice", "sender.example"),
          List.of(Recipient.of(BOB)),
          false,
          false,
          false,
          Ret.HDRS,
          "job 7");

  @Test
  @DisplayName("DS-1, DS-2, DS-6: three parts, our own addresses, the header of the original")
  void reportHasThreeParts() {
    Recipient asked =
        new Recipient(
            BOB,
            EnumSet.of(Notify.FAILURE),
            new OriginalRecipient("rfc822", "bobby@recipient.example"));

    String report = report(ENVELOPE, new FailedRecipient(asked, "5.1.1", 550)).orElseThrow();
    String boundary = report.split("boundary=\"")[1].substring(0, 32);

    assertEquals(
        """
        From: Mail Delivery System <postmaster@mx.sender.example>
        To: <alice@sender.example>
        Date: Mon, 23 Nov 2026 16:05:00 +0000
        Message-ID: <ID@mx.sender.example>
        Subject: Undelivered mail
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="BOUNDARY"

        --BOUNDARY
        Content-Type: text/plain; charset=utf-8

        Your mail could not be delivered to:

          bob@recipient.example  (5.1.1)

        --BOUNDARY
        Content-Type: message/delivery-status

        Original-Envelope-Id: job 7
        Reporting-MTA: dns; mx.sender.example

        Original-Recipient: rfc822; bobby@recipient.example
        Final-Recipient: rfc822; bob@recipient.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1

        --BOUNDARY
        Content-Type: text/rfc822-headers
        Content-Transfer-Encoding: 8bit

        Subject: hello

        --BOUNDARY--
        """
            .replace("\n", "\r\n"),
        report.replace(boundary, "BOUNDARY").replaceAll("<[0-9a-f]{32}@", "<ID@"));
  }

  @Test
  @DisplayName("DS-2: never for a null sender")
  void nullSenderGetsNone() {
    Envelope bounce = ENVELOPE.withReversePath(Path.NULL);

    assertEquals(Optional.empty(), report(bounce, failed(EnumSet.noneOf(Notify.class), "5.1.1")));
  }

  @Test
  @DisplayName("DS-3: NOTIFY is honoured")
  void notifyIsHonoured() {
    assertTrue(report(ENVELOPE, failed(EnumSet.noneOf(Notify.class), "5.1.1")).isPresent());
    assertFalse(report(ENVELOPE, failed(EnumSet.of(Notify.NEVER), "5.1.1")).isPresent());
    assertFalse(report(ENVELOPE, failed(EnumSet.of(Notify.SUCCESS), "5.1.1")).isPresent());
  }

  @Test
  @DisplayName("DS-7: an unknown outcome is called unknown")
  void unknownOutcomeIsSaid() {
    String report = report(ENVELOPE, failed(EnumSet.noneOf(Notify.class), "4.4.7")).orElseThrow();

    assertTrue(report.contains("the message may have been delivered"));
  }

  @Test
  @DisplayName("DS-1: SMTPUTF8 gives message/global types, addresses in 7-bit form")
  void unicodeReportIsGlobal() {
    Path gruen = new Path("grün", "recipient.example");
    Envelope utf8 =
        new Envelope(
            ENVELOPE.reversePath(), List.of(Recipient.of(gruen)), true, true, false, Ret.UNSET, "");

    String report =
        report(utf8, new FailedRecipient(Recipient.of(gruen), "5.6.7", 0)).orElseThrow();

    assertTrue(report.contains("Content-Type: message/global-delivery-status"));
    assertTrue(report.contains("Content-Type: message/global-headers"));
    assertTrue(report.contains("Final-Recipient: utf-8; gr\\x{FC}n@recipient.example"));
    assertFalse(report.contains("Diagnostic-Code"));
  }

  @Test
  @DisplayName("SV-4: a report can be sent")
  void reportIsCleanText() {
    byte[] report =
        report(ENVELOPE, failed(EnumSet.noneOf(Notify.class), "5.1.1"))
            .orElseThrow()
            .getBytes(StandardCharsets.UTF_8);
    DotStuffing stuffing = new DotStuffing();

    byte[] sent = stuffing.encode(report);

    assertEquals(0, stuffing.end().length);
    assertTrue(stuffing.fault().isEmpty() && sent.length >= report.length);
  }

  @Test
  void successIsNoFailure() {
    assertThrows(
        IllegalArgumentException.class, () -> new FailedRecipient(Recipient.of(BOB), "2.0.0", 250));
  }

  private static FailedRecipient failed(EnumSet<Notify> notifyOn, String enhanced) {
    return new FailedRecipient(new Recipient(BOB, notifyOn, OriginalRecipient.NONE), enhanced, 550);
  }

  private static Optional<String> report(Envelope envelope, FailedRecipient failed) {
    return Dsn.failed(
            envelope,
            List.of(failed),
            "mx.sender.example",
            DATE,
            new Random(RandomMail.SEED),
            "Subject: hello\r\n".getBytes(StandardCharsets.US_ASCII))
        .map(octets -> new String(octets, StandardCharsets.UTF_8));
  }
}
