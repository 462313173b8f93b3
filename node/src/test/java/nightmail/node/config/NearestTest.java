// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void swapIsOneStep() {
    assertEquals(1, Nearest.distance("lsiten", "listen"));
    assertEquals(3, Nearest.distance("kitten", "sitting"));
    assertEquals(4, Nearest.distance("", "list"));
  }

  @Test
  void farWordsAreNoGuess() {
    assertEquals(Optional.of("smtp.listen"), Nearest.to("smpt.listen", List.of("smtp.listen")));
    assertEquals(Optional.empty(), Nearest.to("zzz", List.of("smtp.listen")));
  }
}
