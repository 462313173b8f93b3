// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.crypto.Sha256;
import org.junit.jupiter.api.Test;

class MailObjectTest {
  private static final byte[] CONTENT = Seeds.bytes(new Random(5), 300);
  private static final byte[] OBJECT = MailObject.of(CONTENT, 29_000_000).encode();

  private static MailObject accepted(byte[] object) {
    return assertInstanceOf(MailObject.Accepted.class, MailObject.parse(object)).object();
  }

  private static void assertRefused(Refusal reason, int offset, int value) {
    byte[] changed = OBJECT.clone();
    changed[offset] = (byte) value;
    assertEquals(new MailObject.Refused(reason), MailObject.parse(changed));
  }

  private static byte[] withTlvs(Tlv... tlvs) {
    ObjectHeader header =
        new ObjectHeader(CONTENT.length, Sha256.of(CONTENT), 29_000_000, List.of(tlvs));
    return new MailObject(header, CONTENT).encode();
  }

  @Test
  void objectIsItsHeaderAndItsContent() {
    MailObject object = accepted(OBJECT);

    assertArrayEquals(CONTENT, object.content());
    assertEquals(64 + 300, object.header().objectBytes());
    assertEquals(Instant.ofEpochSecond(29_000_000L * 60), object.header().doNotDeliverAfter());
    assertArrayEquals(OBJECT, object.encode());
  }

  /// A40, O-2: nothing is ever decompressed.
  @Test
  void objectWithAFlagIsRefusedAsSyntax() {
    assertRefused(Refusal.SYNTAX, 5, 1);
  }

  /// XS-3, F-5.
  @Test
  void contentThatIsNotItsDigestIsRefused() {
    assertRefused(Refusal.DIGEST, 64, CONTENT[0] + 1);
    assertRefused(Refusal.DIGEST, 16, OBJECT[16] + 1);
  }

  @Test
  void headerThatIsNotAsWrittenIsSyntax() {
    assertRefused(Refusal.SYNTAX, 0, 'n');
    assertRefused(Refusal.SYNTAX, 4, 2);
    assertRefused(Refusal.SYNTAX, 7, 1);
    assertRefused(Refusal.SYNTAX, 8, 0x80);
    assertRefused(Refusal.SYNTAX, 15, 1);
    assertRefused(Refusal.SYNTAX, 63, 1);
    assertEquals(
        new MailObject.Refused(Refusal.SYNTAX), MailObject.parse(Arrays.copyOf(OBJECT, 63)));
    assertEquals(
        new MailObject.Refused(Refusal.SYNTAX), MailObject.parse(Arrays.copyOf(OBJECT, 363)));
  }

  /// O-1.
  @Test
  void unknownTlvIsPassedOverUnlessItsTopBitIsSet() {
    MailObject passed = accepted(withTlvs(new Tlv(0x7fff, new byte[9]), new Tlv(2, new byte[0])));

    assertArrayEquals(CONTENT, passed.content());
    assertEquals(2, passed.header().tlvs().size());
    assertEquals(
        new MailObject.Refused(Refusal.TOKEN_OR_TLV),
        MailObject.parse(withTlvs(new Tlv(0x8000, new byte[9]))));
  }

  @Test
  void tlvThatDoesNotFillItsPlaceIsSyntax() {
    byte[] object = withTlvs(new Tlv(3, new byte[4]));
    object[64 + 3] = 5;

    assertEquals(new MailObject.Refused(Refusal.SYNTAX), MailObject.parse(object));
  }

  /// A long object's header is read without its content.
  @Test
  void headerOfALongObjectNeedsOnlyItsBeginning() {
    ObjectHeader header = new ObjectHeader(1L << 27, Sha256.of(CONTENT), 1, List.of());

    assertEquals(
        new ObjectHeader.Accepted(header),
        ObjectHeader.decode(header.encode(), header.objectBytes()));
    assertEquals(
        new ObjectHeader.Refused(Refusal.SYNTAX),
        ObjectHeader.decode(header.encode(), header.objectBytes() + 1));
  }

  /// §7.2: the deadline is rounded down to the hour, in the short profile to the minute.
  @Test
  void deadlineDoesNotTellTheMinute() {
    Instant acceptance = Instant.parse("2026-11-25T12:38:27Z");
    Duration lifetime = Duration.ofDays(5);

    long hour = ObjectHeader.doNotDeliverAfterMinutes(acceptance, lifetime, Duration.ofHours(1));
    long minute =
        ObjectHeader.doNotDeliverAfterMinutes(acceptance, lifetime, Duration.ofMinutes(1));

    assertEquals(Instant.parse("2026-11-30T12:00:00Z").getEpochSecond() / 60, hour);
    assertEquals(hour + 38, minute);
  }

  @Test
  void tlvsAbove65535BytesAreNoHeader() {
    List<Tlv> tlvs = List.of(new Tlv(1, new byte[65_531]), new Tlv(2, new byte[0]));

    assertThrows(
        IllegalArgumentException.class, () -> new ObjectHeader(1, Sha256.of(CONTENT), 1, tlvs));
  }
}
