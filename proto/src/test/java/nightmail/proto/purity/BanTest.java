// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.purity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import nightmail.proto.purity.fixture.CallsCollector;
import nightmail.proto.purity.fixture.DiffersInLastBit;
import nightmail.proto.purity.fixture.DrawsChance;
import nightmail.proto.purity.fixture.HasStaticState;
import nightmail.proto.purity.fixture.ReadsClock;
import nightmail.proto.purity.fixture.RunsThreads;
import nightmail.proto.purity.fixture.TouchesWorld;
import nightmail.proto.purity.fixture.UsesDefaults;
import nightmail.proto.purity.fixture.UsesHashOrder;
import nightmail.proto.purity.fixture.UsesSaltedOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The bans bite: each names every class and method that was written to break it.
final class BanTest {
  @ParameterizedTest
  @EnumSource
  void everySinOfTheFixturesIsNamed(Ban ban) {
    List<Class<?>> fixtures = fixtures(ban);
    JavaClasses classes = new ClassFileImporter().importClasses(fixtures);

    String report = assertThrows(AssertionError.class, () -> ban.check(classes)).toString();

    assertEquals(
        List.of(),
        fixtures.stream().flatMap(BanTest::sins).filter(sin -> !report.contains(sin)).toList(),
        report);
  }

  @Test
  void lockInsideAMethodIsSeenInTheSource() {
    assertTrue(Sources.locks("  void f() {\n    synchronized (this) {}\n  }\n"));
  }

  @Test
  void lockInACommentIsNone() {
    assertFalse(Sources.locks("  /// No `synchronized (this)` here.\n"));
  }

  /// Names that the report must hold: each method, or the class where none has a method.
  private static Stream<String> sins(Class<?> fixture) {
    List<String> methods =
        Stream.of(fixture.getDeclaredMethods())
            .filter(method -> !method.isSynthetic() && !fixture.isEnum())
            .map(Method::getName)
            .map(name -> fixture.getName() + "." + name + "(")
            .toList();
    return methods.isEmpty() ? Stream.of(fixture.getName()) : methods.stream();
  }

  private static List<Class<?>> fixtures(Ban ban) {
    return switch (ban) {
      case CLOCK -> List.of(ReadsClock.class);
      case CHANCE -> List.of(DrawsChance.class);
      case THREADS -> List.of(RunsThreads.class);
      case HASH_ORDER -> List.of(UsesHashOrder.class);
      case SALTED_ORDER -> List.of(UsesSaltedOrder.class);
      case DEFAULTS -> List.of(UsesDefaults.class);
      case WORLD -> List.of(TouchesWorld.class);
      case STATIC_STATE ->
          List.of(
              HasStaticState.Counter.class,
              HasStaticState.Listing.class,
              HasStaticState.Dice.class,
              HasStaticState.Constant.class);
      case COLLECTOR -> List.of(CallsCollector.class);
      case LAST_BIT -> List.of(DiffersInLastBit.class);
    };
  }
}
