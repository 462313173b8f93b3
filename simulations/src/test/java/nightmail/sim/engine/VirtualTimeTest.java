// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  @Test
  void thingsHappenInOrderOfTimeAndThenOfAsking() {
    VirtualTime time = new VirtualTime(Instant.EPOCH);
    List<String> happened = new ArrayList<>();
    time.at(20, () -> happened.add("late"));
    time.at(10, () -> happened.add("first"));
    time.at(10, () -> happened.add("second"));

    while (time.step(Long.MAX_VALUE)) {
      happened.add(Long.toString(time.nanos()));
    }

    assertEquals(List.of("first", "10", "second", "10", "late", "20"), happened);
  }

  @Test
  void nothingHappensAfterTheEnd() {
    VirtualTime time = new VirtualTime(Instant.EPOCH);
    time.at(11, () -> {});

    assertFalse(time.step(10));
    assertEquals(0, time.nanos());
  }

  @Test
  void sourcesOfChanceAreApartAndRepeatable() {
    long first = new Chance(5).of("relay 1", "path").nextLong();

    assertEquals(first, new Chance(5).of("relay 1", "path").nextLong());
    assertFalse(first == new Chance(5).of("relay 1", "delay").nextLong());
    assertFalse(first == new Chance(6).of("relay 1", "path").nextLong());
    assertFalse(first == new Chance(5).of("relay 2", "path").nextLong());
  }
}
