// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.purity;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/// What a pure room may not do, because two runs with the same input would differ, or because it
/// would reach the world by itself. The ids are those of `docs/spec/simulation.md`.
@SuppressWarnings("ImmutableEnumChecker") // ArchUnit rules keep no state
public enum Ban {
  /// B1: reading a clock; time is an argument.
  CLOCK(accesses("read a clock", Sins::readsClock)),

  /// B2: chance of its own; a generator is an argument, also where the JDK would draw by itself.
  CHANCE(accesses("draw chance of its own", Sins::drawsChance)),

  /// B3: threads, and what only makes sense beside them.
  THREADS(
      all(
          noClasses().should().dependOnClassesThat(types("threads", Sins::isThreading)),
          noMethods().should().haveModifier(SYNCHRONIZED).allowEmptyShould(true),
          accesses("run in parallel", Sins::runsParallel))),

  /// B4: hash order. Maps and sets without an order are refused even where nobody walks over them
  /// today, since a machine cannot see which one is walked over tomorrow.
  HASH_ORDER(accesses("use a collection in hash order", Sins::makesHashOrder)),

  /// B5: unmodifiable sets and maps of several elements, whose order is drawn at each start.
  SALTED_ORDER(accesses("use a collection in salted order", Sins::makesSaltedOrder)),

  /// B6: defaults of the machine: locale, zone, charset.
  DEFAULTS(accesses("use a default of the machine", Sins::usesDefault)),

  /// B7: the world: files, sockets, databases, logs.
  WORLD(noClasses().should().dependOnClassesThat(types("the world", Sins::isWorld))),

  /// B8: state that belongs to nobody, so that two runs in one JVM would meet in it.
  STATIC_STATE(Statics.rule()),

  /// B9: work that the garbage collector starts.
  COLLECTOR(
      all(
          noClasses().should().dependOnClassesThat(types("references", Sins::isReference)),
          accesses("call the collector", Sins::callsCollector),
          methods().should().notHaveName("finalize").allowEmptyShould(true))),

  /// P8: `Math` functions that may differ by the last bit between processors; `StrictMath` does
  /// not.
  LAST_BIT(accesses("use functions that differ between processors", Sins::differsInLastBit));

  private final ArchRule rule;

  Ban(ArchRule rule) {
    this.rule = rule;
  }

  /// Throws an `AssertionError` that lists every place in `classes` that breaks this ban.
  public void check(JavaClasses classes) {
    rule.check(classes);
  }

  private static ArchRule all(ArchRule... rules) {
    return CompositeArchRule.of(List.of(rules));
  }

  private static ArchRule accesses(String what, Sins.OfAccess sin) {
    return noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe("they " + what, sin::isCommittedBy));
  }

  private static DescribedPredicate<JavaClass> types(String what, Sins.OfType sin) {
    return DescribedPredicate.describe("are " + what, sin::isCommittedBy);
  }
}
