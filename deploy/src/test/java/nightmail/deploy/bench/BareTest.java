// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;
import static nightmail.proto.packet.Geometry.PAYLOAD_BYTES;
import static nightmail.proto.packet.Geometry.ROUTING_BYTES;
import static nightmail.proto.packet.Geometry.STRIDE_BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.mail.BatchReader;
import nightmail.proto.mail.BatchResult;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.LocalId;
import nightmail.proto.packet.PacketBuilder;
import nightmail.proto.packet.Unwrapped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The bare sums do the work they are compared with: the same bytes come out, or the same lengths
/// go in.
class BareTest {
  private static final int LABELS = 23 + 26 + 17 + 23 + 4; // header, body and tag, each with 0x01
  private static final int ROUND_LABELS = 4 * 23;
  private static final int RIGHT_BYTES = BODY_BYTES - 32;
  private static final int HEADER_MAC_BYTES = HEADER_BYTES - 32;
  private static final int SHA3_BYTES = 4 * 32 + 6;

  private final Route route = Route.standard();
  private final Bare bare = new Bare();

  @Test
  void bareUnwrappingMakesTheVeryPacketThatGoesOn() {
    byte[] packet = packet();
    Pair pair = UnwrapSubject.pair(packet, route.seeds().getFirst());

    byte[] expected = assertInstanceOf(Unwrapped.Forward.class, pair.ours().run()).packet();

    assertArrayEquals(expected, (byte[]) pair.bare().run());
  }

  @Test
  void bareLionessIsLionessBothWays() {
    byte[] key = new byte[32];
    byte[] block = new byte[BODY_BYTES];
    new Random(1).nextBytes(key);
    new Random(2).nextBytes(block);
    byte[] plain = block.clone();
    byte[] expected = block.clone();
    Lioness.encrypt(key, expected, 0, BODY_BYTES, new Engine());
    BareLioness lioness = new BareLioness(bare, BODY_BYTES);

    lioness.encrypt(key, block, 0);

    assertArrayEquals(expected, block);
    lioness.decrypt(key, block, 0);
    assertArrayEquals(plain, block);
  }

  @Test
  void bareSurbUseMakesTheVeryAnswer() {
    byte[] surb =
        new PacketBuilder(new Engine())
            .surb(route.hops(), new LocalId(1, 2), new SecureRandom())
            .surb()
            .toBytes();
    Pair pair = SurbSubject.pair(surb, route.payload());

    assertArrayEquals((byte[]) pair.ours().run(), (byte[]) pair.bare().run());
  }

  /// K-1, K-7, K-8, U-5, U-7, U-9.
  @Test
  void bareUnwrappingPutsTheLengthsOfTheSpecificationThroughEachPrimitive() {
    UnwrapSubject.bare(bare, packet(), route.seeds().getFirst()).run();

    assertEquals(
        new Tally.Used(
            5 + 1 + 4 + 4,
            32 + LABELS + HEADER_MAC_BYTES + ROUND_LABELS + 2 * 32 + 2 * RIGHT_BYTES,
            ROUTING_BYTES + STRIDE_BYTES + 2 * RIGHT_BYTES,
            SHA3_BYTES),
        bare.tally().take());
  }

  /// H-1 to H-7 with four hops: three fillers, one short and three whole routings.
  @Test
  void bareMakingPutsTheLengthsOfTheSpecificationThroughEachPrimitive() {
    byte[] packet = new BareCreate(bare, route, new SecureRandom()).create();

    assertEquals(PACKET_BYTES, packet.length);
    assertEquals(
        new Tally.Used(
            4 * (5 + 1 + 4 + 4),
            4 * (32L + LABELS + HEADER_MAC_BYTES + ROUND_LABELS + 2 * 32 + 2 * RIGHT_BYTES),
            3 * (ROUTING_BYTES + STRIDE_BYTES)
                + (ROUTING_BYTES - 3 * STRIDE_BYTES)
                + 3 * ROUTING_BYTES
                + 4 * 2 * RIGHT_BYTES,
            4 * SHA3_BYTES),
        bare.tally().take());
  }

  @Test
  void theBatchHoldsItsMessage() {
    byte[] message = BatchSubject.message();

    BatchResult read = BatchReader.strict(BatchSubject.batch(message));

    assertArrayEquals(message, assertInstanceOf(BatchResult.Batch.class, read).message());
    assertEquals(BatchSubject.MESSAGE_BYTES, message.length);
  }

  @ParameterizedTest
  @EnumSource
  void bothSidesOfEverySubjectRunTwice(Subject subject) {
    Pair pair = subject.pair();

    for (int i = 0; i < 2; i++) {
      assertTrue(pair.ours().run() != null && pair.bare().run() != null);
    }
  }

  @Test
  void everySubjectIsFoundByItsName() {
    assertEquals(
        Arrays.asList(Subject.values()),
        Arrays.stream(Subject.values()).map(s -> Subject.named(s.label())).toList());
  }

  private byte[] packet() {
    assertEquals(PAYLOAD_BYTES, route.payload().length);
    return new PacketBuilder(new Engine())
        .build(route.hops(), new Ending.Exit(), route.payload(), new SecureRandom())
        .bytes();
  }
}
