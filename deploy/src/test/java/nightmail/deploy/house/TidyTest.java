// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What every source file owes the next reader.
final class TidyTest {
  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";
  private static final int MOST_LINES = 400;
  private static final int MOST_METHOD_LINES = 60;

  /// Left-overs; written in halves, so that this file holds none.
  private static final Pattern LEFT_OVER =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|@Dis" + "abled\\b");

  private static final Pattern CONSOLE = Pattern.compile("\\bSystem\\.(out|err)\\b");

  private static final Pattern FUZZ = Pattern.compile("(?m)^\\s+@FuzzTest");

  private static List<Path> sources;

  @BeforeAll
  static void findSources() {
    sources = House.javaFiles();
  }

  @Test
  void everySourceNamesItsLicence() {
    assertNone(file -> !House.text(file).startsWith(LICENCE));
  }

  @Test
  void noSourceIsLongerThanFourHundredLines() {
    assertNone(file -> House.text(file).lines().count() > MOST_LINES);
  }

  @Test
  void noMethodIsLongerThanSixtyLines() {
    assertEquals(List.of(), Methods.longerThan(MOST_METHOD_LINES, sources));
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    List<String> silent =
        sources.stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> doorPlates(folder).noneMatch(TidyTest::isWritten))
            .map(House::name)
            .toList();

    assertEquals(List.of(), silent);
  }

  @Test
  void nothingIsLeftForLater() {
    assertNone(file -> LEFT_OVER.matcher(House.text(file)).find());
  }

  @Test
  void onlyTheCommandWritesToTheConsole() {
    assertNone(
        file ->
            !House.name(file).startsWith("deploy/") && CONSOLE.matcher(House.text(file)).find());
  }

  @Test
  void fuzzTestsRunLast() {
    assertNone(
        file ->
            FUZZ.matcher(House.text(file)).find()
                && !House.text(file).contains("@Order(Integer.MAX_VALUE)"));
  }

  private static void assertNone(Predicate<Path> untidy) {
    assertEquals(List.of(), sources.stream().filter(untidy).map(House::name).toList());
  }

  /// A package of tests shares the door plate of the package it tests.
  private static Stream<Path> doorPlates(Path folder) {
    Path tested = Path.of(folder.toString().replace("/src/test/java/", "/src/main/java/"));
    return Stream.of(folder, tested).map(place -> place.resolve("package-info.java"));
  }

  private static boolean isWritten(Path plate) {
    return Files.exists(plate)
        && House.text(plate).contains("\n/// ")
        && House.text(plate).contains("@NullMarked");
  }
}
