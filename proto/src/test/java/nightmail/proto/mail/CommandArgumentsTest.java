// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandArgumentsTest {
  private static final Set<Extension> ALL = EnumSet.allOf(Extension.class);
  private static final Set<Extension> NONE = EnumSet.noneOf(Extension.class);

  @Test
  @DisplayName("BS-11: all parameters of MAIL are read, in any case and order")
  void mailParametersAreRead() {
    MailCommand mail = mail("<a@b.example> envid=x+2By body=8bitmime RET=full size=12 SMTPUTF8");

    assertEquals(12, mail.size());
    assertTrue(mail.body8bit() && mail.smtpUtf8());
    assertEquals(Ret.FULL, mail.ret());
    assertEquals("x+y", mail.envid());
  }

  @Test
  @DisplayName("BS-11: all parameters of RCPT are read")
  void rcptParametersAreRead() {
    Recipient recipient = rcpt("<c@d.example> NOTIFY=delay,SUCCESS ORCPT=RFC822;x+2By@d.example");

    assertEquals(EnumSet.of(Notify.SUCCESS, Notify.DELAY), recipient.notifyOn());
    assertEquals(new OriginalRecipient("rfc822", "x+y@d.example"), recipient.original());
  }

  @ParameterizedTest
  @CsvSource({
    "<a@b> SIZE=1 SIZE=1, DUPLICATE_PARAMETER",
    "<a@b> SIZE=1 size=2, DUPLICATE_PARAMETER",
    "<a@b> SIZE=, SYNTAX",
    "<a@b> SIZE, BAD_VALUE",
    "<a@b> SIZE=x, BAD_VALUE",
    "<a@b> SIZE=123456789012345678901, BAD_VALUE",
    "<a@b> BODY=BINARYMIME, BAD_VALUE",
    "<a@b> RET=BOTH, BAD_VALUE",
    "<a@b> ENVID=a+2, BAD_VALUE",
    "<a@b> ENVID=a+0A, BAD_VALUE",
    "<a@b> SMTPUTF8=1, BAD_VALUE",
    "<a@b> AUTH=<>, UNKNOWN_PARAMETER",
    "<a@b> X=1, UNKNOWN_PARAMETER",
    "<a@b> X=1=2, SYNTAX",
    "<a@b>SIZE=1, SYNTAX",
    "a@b, SYNTAX",
    "<a@b, SYNTAX",
    "<a>, BAD_SENDER",
    "<postmaster>, BAD_SENDER",
    "<é@b>, NEEDS_SMTPUTF8"
  })
  @DisplayName("SV-10, SV-12, SV-13: faults of MAIL")
  void faultsOfMailAreTold(String arguments, MailFault fault) {
    assertEquals(Parsed.bad(fault), MailCommand.parse(arguments, ALL));
  }

  @ParameterizedTest
  @CsvSource({
    "'<a@b> NOTIFY=NEVER,DELAY', BAD_VALUE",
    "'<a@b> NOTIFY=DELAY,DELAY', BAD_VALUE",
    "'<a@b> NOTIFY=DELAY,', BAD_VALUE",
    "<a@b> NOTIFY=DELAY NOTIFY=DELAY, DUPLICATE_PARAMETER",
    "<a@b> ORCPT=rfc822, BAD_VALUE",
    "<a@b> ORCPT=rfc822;, BAD_VALUE",
    "<a@b> ORCPT=rfc822;a+C3@b, BAD_VALUE",
    "<a@b> ORCPT=utf-8;a\\x{41}@b, BAD_VALUE",
    "<a@b> SIZE=1, UNKNOWN_PARAMETER",
    "<>, BAD_RECIPIENT"
  })
  @DisplayName("SV-12: faults of RCPT")
  void faultsOfRcptAreTold(String arguments, MailFault fault) {
    assertEquals(Parsed.bad(fault), RcptCommand.parse(arguments, ALL, false));
  }

  @Test
  @DisplayName("SV-12: ENVID of 100 characters, ORCPT of 500, and not one more")
  void dsnValuesHaveLimits() {
    String orcpt = "rfc822;" + "a".repeat(493);

    assertEquals(100, mail("<a@b> ENVID=" + "e".repeat(100)).envid().length());
    assertEquals(
        Parsed.bad(MailFault.BAD_VALUE), MailCommand.parse("<a@b> ENVID=" + "e".repeat(101), ALL));
    assertEquals(493, rcpt("<a@b> ORCPT=" + orcpt).original().address().length());
    assertEquals(
        Parsed.bad(MailFault.BAD_VALUE),
        RcptCommand.parse("<a@b> ORCPT=" + orcpt + "a", ALL, false));
  }

  @Test
  void parametersNotOfferedAreUnknown() {
    assertEquals(Parsed.bad(MailFault.UNKNOWN_PARAMETER), MailCommand.parse("<a@b> SIZE=1", NONE));
    assertEquals(
        Parsed.bad(MailFault.UNKNOWN_PARAMETER),
        RcptCommand.parse("<a@b> NOTIFY=NEVER", NONE, false));
  }

  @Test
  void sourceRouteIsTakenOff() {
    assertEquals("c@d.example", rcpt("<@a.example,@b.example:c@d.example>").path().text());
  }

  @Test
  void bracketInQuotesIsPartOfThePath() {
    assertEquals("\"a>b\"@c", rcpt("<\"a>b\"@c> NOTIFY=NEVER").path().text());
  }

  @Test
  @DisplayName("NB-2: utf-8-addr-xtext round trip")
  void unicodeOriginalSurvives() {
    String address = "grün+x=\\\uD83D\uDCE7@b.example";
    String encoded = Utf8XText.encode(address);

    assertTrue(PathGrammar.isAscii(encoded));
    assertEquals(address, Utf8XText.decode(encoded, false).orElseThrow());
    assertFalse(Utf8XText.decode("gr\u00fcn", false).isPresent());
    assertEquals("grün", Utf8XText.decode("grün", true).orElseThrow());
  }

  private static MailCommand mail(String arguments) {
    return ((Parsed.Good<MailCommand>) MailCommand.parse(arguments, ALL)).value();
  }

  private static Recipient rcpt(String arguments) {
    return ((Parsed.Good<Recipient>) RcptCommand.parse(arguments, ALL, false)).value();
  }
}
