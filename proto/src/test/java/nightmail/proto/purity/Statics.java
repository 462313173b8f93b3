// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.purity;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Finds state that belongs to a class: a static field that is not final, a field of an enum
/// constant that is not final, and a collection or generator that a static initializer makes.
///
/// Arrays pass: constants of bytes are arrays, and whether one is written to cannot be seen here.
final class Statics {
  private static final List<Class<?>> MUTABLE =
      List.of(Collection.class, Map.class, RandomGenerator.class, Number.class, Appendable.class);

  private Statics() {}

  static ArchRule rule() {
    return ArchRuleDefinition.classes()
        .should(
            new ArchCondition<JavaClass>("have no static state") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                    .filter(Statics::isStateOfAll)
                    .forEach(field -> events.add(broken(type, field.getDescription())));
                type.getStaticInitializer().stream()
                    .flatMap(start -> start.getConstructorCallsFromSelf().stream())
                    .filter(Statics::makesState)
                    .forEach(call -> events.add(broken(type, call.getDescription())));
              }
            });
  }

  private static ConditionEvent broken(JavaClass type, String what) {
    return SimpleConditionEvent.violated(type, what + " is state that belongs to nobody");
  }

  private static boolean isStateOfAll(JavaField field) {
    boolean shared = field.getModifiers().contains(JavaModifier.STATIC) || ofConstant(field);
    return shared
        && !field.getModifiers().contains(JavaModifier.FINAL)
        && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean ofConstant(JavaField field) {
    return field.getOwner().isEnum();
  }

  private static boolean makesState(JavaConstructorCall call) {
    JavaClass made = call.getTargetOwner();
    return MUTABLE.stream().anyMatch(made::isAssignableTo) && !made.isEnum();
  }
}
