// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathTest {
  private static final String LABEL_60 = "d".repeat(60);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "Bob.Smith@Example.COM",
        "!#$%&'*+-/=?^_`{|}~@x.y",
        "\"a b@c\\\"d\"@x.y",
        "\"\"@x",
        "x@[192.0.2.1]",
        "x@[IPv6:2001:db8::1]",
        "x@[IPv6:::ffff:192.0.2.1]",
        "x@1-2.3com"
      })
  void goodPathsAreTaken(String text) {
    assertTrue(parse(text, false) instanceof Parsed.Good);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "@b",
        "a@",
        "a@b@c",
        ".a@b",
        "a.@b",
        "a..b@c",
        "a b@c",
        "a@b..c",
        "a@-b",
        "a@b-",
        "a@b.",
        "a@b_c",
        "\"a@b",
        "\"a\"b@c",
        "\"\\\u0001\"@b",
        "a@[1.2.3]",
        "a@[1.2.3.256]",
        "a@[IPv6:1::2::3]",
        "a@[IPv6:1:2:3:4:5:6:7::8]",
        "a@[x:1]",
        "a\u007F@b",
        "a(c)@b",
        "a@b>",
        "a\r@b",
        "a\n@b",
        "a\t@b"
      })
  void badPathsAreNot(String text) {
    assertEquals(Parsed.bad(MailFault.SYNTAX), parse(text, true));
  }

  @Test
  @DisplayName("NB-1: the local part stays as written, the domain goes to lower case")
  void onlyTheDomainIsRespelled() {
    assertEquals(new Path("\"A b\"", "example.com"), good("\"A b\"@Example.COM", false));
  }

  @ParameterizedTest
  @CsvSource({
    "Bücher.example, xn--bcher-kva.example",
    "例え.テスト, xn--r8jz45g.xn--zckzah",
    "faß.example, xn--fa-hia.example",
    "ΒΌΛΟΣ.com, xn--nxasmq6b.com"
  })
  @DisplayName("NB-1: domains of letters become A-labels, by IDNA 2008")
  void domainsBecomeALabels(String domain, String aLabels) {
    assertEquals(aLabels, good("x@" + domain, true).domain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a·b", "x\u200Dy", "\u0301a", "♥", "ﬁ", "ab--ü", "-ü"})
  void labelsOutsideIdnaAreRefused(String label) {
    assertEquals(Parsed.bad(MailFault.SYNTAX), parse("x@" + label + ".example", true));
  }

  @Test
  @DisplayName("SV-13: other than ASCII needs SMTPUTF8")
  void unicodeNeedsSmtpUtf8() {
    assertEquals(Parsed.bad(MailFault.NEEDS_SMTPUTF8), parse("grün@x.example", false));
    assertEquals("grün", good("grün@x.example", true).localPart());
  }

  @Test
  @DisplayName("SV-14: 64 octets of local part, not 65")
  void localPartHasALimitInOctets() {
    assertTrue(parse("ü".repeat(32) + "@x", true) instanceof Parsed.Good);
    assertFalse(parse("ü".repeat(32) + "a@x", true) instanceof Parsed.Good);
  }

  @Test
  @DisplayName("SV-14: 256 octets of path with its brackets, not 257")
  void pathHasALimit() {
    String domain = String.join(".", LABEL_60, LABEL_60, LABEL_60, "d".repeat(6));
    String local = "l".repeat(254 - domain.length() - 1);

    assertTrue(parse(local + "@" + domain, false) instanceof Parsed.Good);
    assertFalse(parse(local + "l@" + domain, false) instanceof Parsed.Good);
  }

  @Test
  void labelHasALimit() {
    assertTrue(parse("a@" + "d".repeat(63), false) instanceof Parsed.Good);
    assertFalse(parse("a@" + "d".repeat(64), false) instanceof Parsed.Good);
  }

  @Test
  @DisplayName("SV-18: postmaster needs no domain")
  void barePostmasterIsAPath() {
    Path path = good("PostMaster", false);

    assertTrue(path.isPostmaster());
    assertEquals("PostMaster", path.text());
  }

  @Test
  void nullPathIsEmpty() {
    assertEquals(Path.NULL, good("", false));
    assertEquals("", Path.NULL.text());
  }

  @Test
  void wrongPartsMakeNoPath() {
    assertThrows(IllegalArgumentException.class, () -> new Path("a b", "x.example"));
    assertThrows(IllegalArgumentException.class, () -> new Path("a", "X.example"));
    assertThrows(IllegalArgumentException.class, () -> new Path("a\uD800", "x.example"));
  }

  @Test
  void pathsAreOrderedByOctets() {
    assertTrue(good("Z@x", true).compareTo(good("a@x", true)) < 0);
    assertTrue(good("\uFFFDa@x", true).compareTo(good("\uD83D\uDCE7@x", true)) < 0);
  }

  @Test
  void addressesAreNotShown() {
    assertFalse(good("secret@x.example", false).toString().contains("secret"));
    assertFalse(Recipient.of(good("secret@x.example", false)).toString().contains("secret"));
  }

  @Test
  void octetsAreThoseOfTheText() {
    assertEquals("grün@x", new String(good("grün@x", true).octets(), StandardCharsets.UTF_8));
  }

  private static Parsed<Path> parse(String text, boolean utf8) {
    return Path.parse(text, utf8);
  }

  private static Path good(String text, boolean utf8) {
    return ((Parsed.Good<Path>) Path.parse(text, utf8)).value();
  }
}
