// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.house;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the words of the project may say, and that what they point at is there.
final class WordsTest {
  /// Folders of machines that the project was built on; in halves, so that this file holds none.
  private static final Pattern MACHINE =
      Pattern.compile("(?<![\\w.}])/(wo" + "rk|tmp/n" + "m|ro" + "ot)/");

  private static final Pattern NOT_A_WORD_OF_OURS =
      Pattern.compile("\\b(help" + "er|ag" + "ent)s?\\b", CASE_INSENSITIVE);

  /// The transfer and user agents of mail are words of the RFCs.
  private static final Pattern WORD_OF_AN_RFC =
      Pattern.compile(
          "\\b(mail|user|transfer|submission|delivery)[ -]agents?\\b", CASE_INSENSITIVE);

  private static final Pattern PAGE = Pattern.compile("docs/[\\w./-]+\\.(?:md|json|proto|toml)");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");

  private static final Set<String> WRITTEN =
      Set.of("java", "md", "toml", "json", "xml", "proto", "yml", "yaml", "txt", "html", "");

  @Test
  void noFileNamesAFolderOfAMachine() {
    assertEquals(List.of(), found(MACHINE, House.files().stream().filter(WordsTest::isText)));
  }

  @Test
  void documentsUseTheWordsOfTheGlossary() {
    List<String> strangers =
        documents()
            .flatMap(
                file ->
                    NOT_A_WORD_OF_OURS
                        .matcher(WORD_OF_AN_RFC.matcher(House.text(file)).replaceAll(""))
                        .results()
                        .map(hit -> House.name(file) + ": " + hit.group()))
            .toList();

    assertEquals(List.of(), strangers);
  }

  @Test
  void pagesThatCommentsPointAtExist() {
    List<String> missing =
        House.javaFiles().stream()
            .flatMap(file -> results(PAGE, file).map(MatchResult::group))
            .distinct()
            .filter(page -> !Files.exists(House.ROOT.resolve(page)))
            .sorted()
            .toList();

    assertEquals(List.of(), missing);
  }

  @Test
  void testsThatDocumentsPointAtExist() {
    Set<String> tests =
        House.javaFiles().stream()
            .filter(file -> House.name(file).contains("/src/test/"))
            .flatMap(WordsTest::methodsNamedIn)
            .collect(Collectors.toSet());

    List<String> missing =
        documents()
            .flatMap(file -> results(TEST, file).map(hit -> hit.group(1) + "#" + hit.group(2)))
            .filter(test -> !tests.contains(test))
            .distinct()
            .toList();

    assertEquals(List.of(), missing);
  }

  private static Stream<String> methodsNamedIn(Path file) {
    String type = file.getFileName().toString().replace(".java", "");
    return results(Pattern.compile("\\bvoid (\\w+)\\("), file)
        .map(hit -> type + "#" + hit.group(1));
  }

  private static List<String> found(Pattern pattern, Stream<Path> files) {
    return files
        .flatMap(file -> results(pattern, file).map(hit -> House.name(file) + ": " + hit.group()))
        .toList();
  }

  private static Stream<MatchResult> results(Pattern pattern, Path file) {
    return pattern.matcher(House.octets(file)).results();
  }

  private static Stream<Path> documents() {
    return House.files().stream().filter(file -> file.toString().endsWith(".md"));
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    return WRITTEN.contains(name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "");
  }
}
