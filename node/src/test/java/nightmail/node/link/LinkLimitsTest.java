// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import nightmail.proto.packet.RelayId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The small rules of links, at their bound and one beyond.
final class LinkLimitsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  @DisplayName("L-7: a burst fits, the packet after it waits for the rate")
  void burstFitsAndThenTheRateRules() {
    RateBucket bucket = new RateBucket(50, 500, 0);
    for (int i = 0; i < 499; i++) {
      bucket.take(0);
      assertEquals(0, bucket.waitNanos(0));
    }

    bucket.take(0);

    assertEquals(SECOND / 50, bucket.waitNanos(0));
    assertEquals(0, bucket.waitNanos(SECOND / 50));
  }

  @Test
  @DisplayName("L-7: what was read beyond the bucket is owed")
  void packetsBeyondTheBucketAreOwed() {
    RateBucket bucket = new RateBucket(10, 1, 0);
    bucket.take(0);
    bucket.take(0);

    assertEquals(SECOND / 5, bucket.waitNanos(0));
  }

  @Test
  @DisplayName("LM-5: four handshakes of one /24, and not a fifth")
  void fifthHandshakeOfOneNetworkIsRefused() throws UnknownHostException {
    HandshakeGate gate = new HandshakeGate(64, 4);
    for (int host = 1; host <= 4; host++) {
      assertTrue(gate.enter(address(192, 0, 2, host)));
    }

    assertFalse(gate.enter(address(192, 0, 2, 5)));
    assertTrue(gate.enter(address(192, 0, 3, 5)));
    gate.leave(address(192, 0, 2, 1));
    assertTrue(gate.enter(address(192, 0, 2, 5)));
  }

  @Test
  @DisplayName("LM-5: sixty-four handshakes, and not one more")
  void sixtyFifthHandshakeIsRefused() throws UnknownHostException {
    HandshakeGate gate = new HandshakeGate(64, 4);
    for (int network = 0; network < 64; network++) {
      assertTrue(gate.enter(address(10, 0, network, 1)));
    }

    assertFalse(gate.enter(address(10, 1, 0, 1)));
  }

  @Test
  @DisplayName("L-6: waits double from the least to the most, each within half of its mean")
  void waitsDoubleUpToTheMost() {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(1));
    for (long mean : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000}) {
      assertNear(mean, backOff.nextMillis());
    }
    assertNear(256_000, backOff.nextMillis());
    assertNear(300_000, backOff.nextMillis());
    assertNear(300_000, backOff.nextMillis());

    backOff.reset();

    assertNear(1_000, backOff.nextMillis());
  }

  @Test
  @DisplayName("L-8, A10: two peers may be wrong together, three give a median")
  void clockOffsetIsMedianOfThree() {
    ClockOffsets offsets = new ClockOffsets();
    offsets.note(new RelayId(LinkPair.fixed(1)), 100);
    offsets.note(new RelayId(LinkPair.fixed(2)), -3);
    assertEquals(OptionalLong.empty(), offsets.medianSeconds());

    offsets.note(new RelayId(LinkPair.fixed(3)), 5);

    assertEquals(OptionalLong.of(5), offsets.medianSeconds());
  }

  private static void assertNear(long mean, long millis) {
    assertTrue(millis >= mean / 2 && millis <= mean + mean / 2, millis + " for " + mean);
  }

  private static InetAddress address(int... octets) throws UnknownHostException {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return InetAddress.getByAddress(bytes);
  }
}
