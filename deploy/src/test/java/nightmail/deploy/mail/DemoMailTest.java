// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightmail.deploy.evidence.Canary;
import nightmail.deploy.evidence.Search;
import nightmail.deploy.report.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoMailTest {
  private final Random random = new Random(3);

  private static void assertSearchable(DemoMail mail) {
    var search = new Search(mail.canaries());
    var found = search.octets(mail.octets());
    found.add(search.octets(mail.reversePath().getBytes(UTF_8)));
    found.add(search.octets(("<" + String.join("> <", mail.forwardPaths()) + ">").getBytes(UTF_8)));
    Arrays.stream(Secret.values()).forEach(s -> assertTrue(found.has(s.label()), s.label()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2_048, 2_049, 2_100, 2_127, 14_492, 20_552, 100_000})
  void generatedMailHasTheSizeAsked(int size) {
    DemoMail mail = GeneratedMail.draw(size, List.of(), random);

    assertEquals(size, mail.octets().length);
    assertSearchable(mail);
  }

  /// RFC 5321 §4.5.3.1.6: 1,000 octets with the CRLF.
  @Test
  void generatedLinesAreLegal() {
    DemoMail mail = GeneratedMail.draw(30_000, List.of(), random);
    String text = new String(mail.octets(), ISO_8859_1);

    assertTrue(text.endsWith("\r\n"));
    assertEquals(text.split("\r\n", -1).length, text.split("\n", -1).length);
    assertTrue(Arrays.stream(text.split("\r\n")).allMatch(line -> line.length() <= 998));
    assertTrue(text.contains("\r\n.\r\n"));
  }

  @Test
  void sizeOutOfRangeIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> GeneratedMail.draw(2_047, List.of(), random));
    assertThrows(
        IllegalArgumentException.class,
        () -> GeneratedMail.draw((10 << 20) + 1, List.of(), random));
  }

  @Test
  void lineEndsOfAUsersMailBecomeCrlf() {
    byte[] file =
        "Subject: quarterly figures\n\nhello\rworld and everybody in it\r\nx".getBytes(UTF_8);

    DemoMail mail = UserMail.of(file, List.of(), random);

    assertEquals(
        "Subject: quarterly figures\r\n\r\nhello\r\nworld and everybody in it\r\nx\r\n",
        new String(mail.octets(), UTF_8));
    assertSearchable(mail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: hi\n\nyo\n",
        "From: a@b\nSUBJECT: a longer one\n\nGrüße an alle\n",
        "Subject: x\n\nab\n"
      })
  void shortMailsCanBeSearchedForToo(String text) {
    assertSearchable(UserMail.of(text.getBytes(UTF_8), List.of("b@c.de"), random));
  }

  @Test
  void mailWithoutSubjectHasNoCanaryForIt() {
    DemoMail mail =
        UserMail.of("\nonly a body that is long enough\n".getBytes(UTF_8), List.of(), random);

    assertTrue(mail.canaries().stream().map(Canary::label).noneMatch("subject"::equals));
  }

  @Test
  void namedRecipientsAreTheForwardPaths() {
    var to = List.of("bob@second.example", "carol@third.example");

    DemoMail mail = GeneratedMail.draw(4_000, to, random);

    assertEquals(to, mail.forwardPaths());
    assertSearchable(mail);
  }
}
