// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.packet.RelayId;
import org.junit.jupiter.api.Test;

class LoopLedgerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long SLACK = 300 * SECOND;
  private static final RelayId A = RelayId.of(Seeds.bytes(new Random(17), 32));
  private static final RelayId B = RelayId.of(Seeds.bytes(new Random(18), 32));

  private final LoopLedger<Integer> ledger = new LoopLedger<>(3);

  private static Optional<LoopLedger.Ended> ended(LoopEnding ending) {
    return Optional.of(new LoopLedger.Ended(List.of(A, B), ending));
  }

  private void send(int id, long predictedNanos) {
    assertTrue(ledger.sent(id, List.of(A, B), predictedNanos, SLACK));
  }

  /// M-10: late from 10 s after the prediction, lost from its due time.
  @Test
  void loopIsReturnedThenLateThenLost() {
    send(1, 100 * SECOND);
    send(2, 100 * SECOND);
    send(3, 100 * SECOND);

    assertEquals(ended(LoopEnding.RETURNED), ledger.returned(1, 110 * SECOND));
    assertEquals(ended(LoopEnding.LATE), ledger.returned(2, 400 * SECOND));
    assertEquals(ended(LoopEnding.LOST), ledger.returned(3, 400 * SECOND + 1));
    assertEquals(new LoopTally(1, 1, 1, 0), ledger.total());
  }

  @Test
  void loopEndsOnce() {
    send(1, 100 * SECOND);

    assertEquals(ended(LoopEnding.TAMPERED), ledger.tampered(1));
    assertEquals(Optional.empty(), ledger.returned(1, 100 * SECOND));
    assertEquals(List.of(), ledger.expire(1_000 * SECOND));
    assertFalse(ledger.knows(1));
  }

  @Test
  void loopNotBackByItsDueTimeIsLost() {
    send(1, 100 * SECOND);
    send(2, 200 * SECOND);

    assertEquals(List.of(), ledger.expire(400 * SECOND));
    assertEquals(List.of(ended(LoopEnding.LOST).orElseThrow()), ledger.expire(401 * SECOND));
    assertEquals(1, ledger.loopsOnTheirWay());
  }

  /// A35, M-10: nothing back is 0.0, not 1; nothing sent is unknown.
  @Test
  void deadPathHasRatioZero() {
    assertEquals(OptionalDouble.empty(), ledger.total().ratio());
    send(1, 0);
    send(2, 0);
    ledger.expire(SLACK + 1);

    assertEquals(OptionalDouble.of(0.0), ledger.total().ratio());
    assertEquals(Map.of(A, ledger.total(), B, ledger.total()), ledger.takeTallies());
    assertEquals(OptionalDouble.empty(), ledger.total().ratio());
  }

  @Test
  void lateLoopCameBack() {
    assertEquals(OptionalDouble.of(0.5), new LoopTally(1, 1, 1, 1).ratio());
  }

  @Test
  void loopBeyondTheBoundGoesUncounted() {
    send(1, 0);
    send(2, 0);
    send(3, 0);

    assertFalse(ledger.sent(4, List.of(A), 0, SLACK));
    assertFalse(ledger.knows(4));
  }
}
