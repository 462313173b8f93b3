// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nightmail.node.admin.Health.Live;
import nightmail.node.admin.Health.Ready;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {
  private final Map<Live, BooleanSupplier> live = allTrue(Live.class);
  private final Map<Ready, BooleanSupplier> ready = allTrue(Ready.class);

  @Test
  void allTermsTrueIsReadyAndAlive() {
    AdminPages pages = new AdminPages(Optional::empty, new Health(live, ready));

    assertEquals(200, pages.at("/healthz/live").status());
    assertEquals(200, pages.at("/healthz/ready").status());
  }

  @ParameterizedTest
  @EnumSource(Ready.class)
  @DisplayName("HL-1: each ready term alone makes the node not ready, by its code")
  void eachReadyTermCounts(Ready term) {
    ready.put(term, () -> false);

    AdminPages.Page page =
        new AdminPages(Optional::empty, new Health(live, ready)).at("/healthz/ready");

    assertEquals(503, page.status());
    assertEquals(term.name().toLowerCase(Locale.ROOT) + "\n", page.body());
  }

  @ParameterizedTest
  @EnumSource(Live.class)
  @DisplayName("HL-1: each live term alone makes the node not live, by its code")
  void eachLiveTermCounts(Live term) {
    live.put(term, () -> false);

    assertEquals(List.of(term.name().toLowerCase(Locale.ROOT)), new Health(live, ready).notLive());
  }

  @Test
  void aTermWithoutSourceIsABug() {
    ready.remove(Ready.LOOP);

    assertThrows(IllegalArgumentException.class, () -> new Health(live, ready));
  }

  static <E extends Enum<E>> Map<E, BooleanSupplier> allTrue(Class<E> terms) {
    EnumMap<E, BooleanSupplier> sources = new EnumMap<>(terms);
    for (E term : terms.getEnumConstants()) {
      sources.put(term, () -> true);
    }
    return sources;
  }
}
