// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who may know whom: the floors of `docs/architecture.md` and the doors between the rooms.
final class RoomsTest {
  private static JavaClasses house;

  @BeforeAll
  static void importHouse() {
    house = House.classes();
  }

  @Test
  void everyPackageStandsOnAFloor() {
    List<String> nowhere =
        house.stream()
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .map(JavaClass::getPackageName)
            .filter(room -> Floors.of(room).isEmpty())
            .distinct()
            .sorted()
            .toList();

    assertEquals(List.of(), nowhere);
  }

  @Test
  void importsRunDownwardsOnly() {
    List<String> upwards =
        house.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(RoomsTest::runsUpwards)
            .map(Dependency::getDescription)
            .sorted()
            .toList();

    assertEquals(List.of(), upwards);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("nightmail.(**)").should().beFreeOfCycles().check(house);
  }

  @Test
  void programsNeverImportEachOther() {
    for (String program : List.of("node", "directory", "sim")) {
      noClasses()
          .that()
          .resideInAPackage("nightmail." + program + "..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("nightmail.node..", "nightmail.directory..", "nightmail.sim..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage("nightmail." + program + "..")))
          .check(house);
    }
  }

  @Test
  void generatedClassesStayInTheRoomOfDocuments() {
    noClasses()
        .that()
        .resideOutsideOfPackage("nightmail.proto.document..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("nightmail.proto.document.wire..", "com.google.protobuf.."))
        .check(house);
  }

  @Test
  void protocolImportsNoLibraryOfThePrograms() {
    classes()
        .that()
        .resideInAPackage("nightmail.proto..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "nightmail.proto..",
                "java..",
                "javax.crypto..",
                "org.bouncycastle..",
                "com.google.protobuf..",
                "org.jspecify.annotations.."))
        .check(house);
  }

  @Test
  void nettyStaysAtTheEdges() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "nightmail.node.link..",
            "nightmail.node.smtp..",
            "nightmail.node.net..",
            "nightmail.node.admin..",
            "nightmail.directory.http..",
            "nightmail.deploy..")
        .should()
        .dependOnClassesThat(resideInAPackage("io.netty.."))
        .check(house);
  }

  private static boolean runsUpwards(Dependency dependency) {
    int from = Floors.of(dependency.getOriginClass().getPackageName()).orElse(0);
    int to = Floors.of(dependency.getTargetClass().getPackageName()).orElse(0);
    return to > from;
  }
}
