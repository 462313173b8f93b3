// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// M-11.
class LoopAlarmTest {
  private static final long MINUTE = 60_000_000_000L;

  private final LoopAlarm alarm = new LoopAlarm(60 * MINUTE, 0);
  private long nowNanos;

  private void end(LoopEnding ending, int times) {
    for (int i = 0; i < times; i++) {
      nowNanos += MINUTE / 2;
      alarm.ended(ending, nowNanos);
    }
  }

  @Test
  void threeLossesInARowRaiseIt() {
    end(LoopEnding.RETURNED, 100);
    end(LoopEnding.LOST, 2);
    assertFalse(alarm.isRaised());

    end(LoopEnding.TAMPERED, 1);

    assertTrue(alarm.isRaised());
  }

  @Test
  void fewerThanNineInTenOfTheHourRaiseIt() {
    for (int i = 0; i < 11; i++) {
      end(LoopEnding.LOST, 1);
      end(LoopEnding.LATE, 9);
    }
    assertFalse(alarm.isRaised());

    end(LoopEnding.LOST, 2);

    assertTrue(alarm.isRaised());
  }

  @Test
  void fewLoopsCannotShowARatio() {
    end(LoopEnding.LOST, 1);
    end(LoopEnding.RETURNED, 1);
    end(LoopEnding.LOST, 2);

    assertFalse(alarm.isRaised());
  }

  @Test
  void lossesOlderThanTheHourAreForgotten() {
    for (int i = 0; i < 5; i++) {
      end(LoopEnding.RETURNED, 1);
      end(LoopEnding.LOST, i == 4 ? 0 : 1);
    }
    nowNanos += 61 * MINUTE;
    end(LoopEnding.RETURNED, 10);

    assertFalse(alarm.isRaised());
  }

  @Test
  void threeReturnsInARowLowerItAndTheHourStartsAnew() {
    end(LoopEnding.RETURNED, 10);
    end(LoopEnding.LOST, 3);
    end(LoopEnding.RETURNED, 2);
    assertTrue(alarm.isRaised());

    end(LoopEnding.RETURNED, 1);
    assertFalse(alarm.isRaised());

    end(LoopEnding.LOST, 1);
    end(LoopEnding.RETURNED, 9);
    assertFalse(alarm.isRaised());
  }
}
