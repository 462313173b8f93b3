// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.RelayId;
import org.junit.jupiter.api.Test;

/// L-11: what is checked, and in which order.
class HelloCheckTest {
  private static final Fixed32 NETWORK = fixed(1);
  private static final Fixed32 GEOMETRY = fixed(2);
  private static final RelayId US = new RelayId(fixed(3));
  private static final RelayId THEM = new RelayId(fixed(4));
  private static final RelayId STRANGER = new RelayId(fixed(5));
  private static final long NOW = 1_800_000_000;

  private static Fixed32 fixed(int value) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) value;
    return Fixed32.of(bytes);
  }

  private static Hello hello(RelayId self, RelayId peer, long unixSeconds) {
    return new Hello(NETWORK, 1, 1, self, peer, unixSeconds, 9, fixed(9), GEOMETRY);
  }

  private static Optional<CloseCode> check(Hello hello, List<RelayId> listed) {
    return new HelloCheck(NETWORK, US, GEOMETRY, listed::contains)
        .check(hello, THEM::equals, Instant.ofEpochSecond(NOW));
  }

  private static Optional<CloseCode> check(Hello hello) {
    return check(hello, List.of(US, THEM, STRANGER));
  }

  @Test
  void peerThatFitsIsWelcome() {
    assertEquals(Optional.empty(), check(hello(THEM, US, NOW)));
  }

  @Test
  void versionsThatDoNotOverlapClose2() {
    Hello later = new Hello(NETWORK, 3, 2, THEM, US, NOW, 9, fixed(9), GEOMETRY);
    Hello earlier = new Hello(NETWORK, 0, 0, THEM, US, NOW, 9, fixed(9), GEOMETRY);
    Hello both = new Hello(NETWORK, 3, 1, THEM, US, NOW, 9, fixed(9), GEOMETRY);

    assertEquals(Optional.of(CloseCode.VERSION), check(later));
    assertEquals(Optional.of(CloseCode.VERSION), check(earlier));
    assertEquals(Optional.empty(), check(both));
  }

  @Test
  void identityThatIsNotTheCertificatesOrNotListedCloses4() {
    assertEquals(Optional.of(CloseCode.IDENTITY), check(hello(STRANGER, US, NOW)));
    assertEquals(Optional.of(CloseCode.IDENTITY), check(hello(THEM, STRANGER, NOW)));
    assertEquals(Optional.of(CloseCode.IDENTITY), check(hello(THEM, US, NOW), List.of(US)));
    assertEquals(Optional.of(CloseCode.IDENTITY), check(hello(THEM, US, NOW), List.of(THEM)));
  }

  /// A10, L-8: 310 s are borne, 311 are not, and no clock overflows.
  @Test
  void clockFurtherThan310SecondsCloses5() {
    assertEquals(Optional.empty(), check(hello(THEM, US, NOW + 310)));
    assertEquals(Optional.empty(), check(hello(THEM, US, NOW - 310)));
    for (long wrong : new long[] {NOW + 311, NOW - 311, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertEquals(Optional.of(CloseCode.CLOCK), check(hello(THEM, US, wrong)));
    }
  }

  /// A37: a peer of another geometry closes 6, one of another consensus is welcome.
  @Test
  void onlyAnotherGeometryCloses6() {
    Hello other = new Hello(NETWORK, 1, 1, THEM, US, NOW, 9, fixed(9), fixed(8));
    Hello view = new Hello(NETWORK, 1, 1, THEM, US, NOW, 10, fixed(10), GEOMETRY);

    assertEquals(Optional.of(CloseCode.GEOMETRY), check(other));
    assertEquals(Optional.empty(), check(view));
  }

  @Test
  void firstFaultInTheStatedOrderCounts() {
    Fixed32 wrong = fixed(7);

    assertEquals(
        Optional.of(CloseCode.VERSION),
        check(new Hello(wrong, 2, 2, STRANGER, US, 0, 9, wrong, wrong)));
    assertEquals(
        Optional.of(CloseCode.NETWORK),
        check(new Hello(wrong, 1, 1, STRANGER, US, 0, 9, wrong, wrong)));
    assertEquals(
        Optional.of(CloseCode.IDENTITY),
        check(new Hello(NETWORK, 1, 1, STRANGER, US, 0, 9, wrong, wrong)));
    assertEquals(
        Optional.of(CloseCode.CLOCK),
        check(new Hello(NETWORK, 1, 1, THEM, US, 0, 9, wrong, wrong)));
  }
}
