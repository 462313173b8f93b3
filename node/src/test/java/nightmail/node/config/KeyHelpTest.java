// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.node.config.ValueType.Reading;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlArray;

class KeyHelpTest {
  private static final Path HANDBOOK = Path.of("../docs/configuration.md");

  /// `-Dnightmail.docs.write` writes the table into the page instead of comparing.
  @Test
  @DisplayName("CF-4: the handbook's table is the table of keys")
  void handbookTableIsTheTableOfKeys() throws IOException {
    String page = Files.readString(HANDBOOK);
    int from = page.indexOf("| key |");
    int to = page.indexOf("\n\n", from) + 1;

    if (System.getProperty("nightmail.docs.write") != null) {
      Files.writeString(HANDBOOK, page.substring(0, from) + KeyHelp.table() + page.substring(to));
      return;
    }
    assertEquals(KeyHelp.table(), page.substring(from, to));
  }

  @Test
  @DisplayName("CF-4: every key has text, a default that reads, and an example that reads")
  void everyKeyHasTextAndReadableExamples() {
    for (Key<?> key : Keys.ALL) {
      assertTrue(key.meaning().length() > 10, key.name());
      assertInstanceOf(Reading.Value.class, read(key, key.type().example()), key.name());
      if (key.fallback() != null) {
        assertInstanceOf(Reading.Value.class, read(key, key.fallback()), key.name());
      }
      assertTrue(KeyHelp.explain(key.name()).orElseThrow().contains(key.meaning()));
    }
  }

  @Test
  void everyCodeIsExplained() {
    for (ConfigCode code : ConfigCode.values()) {
      assertEquals(Optional.of(code.text() + ": " + code.meaning()), KeyHelp.explain(code.text()));
    }
    assertEquals(Optional.empty(), KeyHelp.explain("NM-C099"));
  }

  @Test
  void aWrittenFileLoads() {
    Map<String, String> values = new TreeMap<>();
    for (Key<?> key : Keys.ALL) {
      values.put(key.name(), key.fallback() == null ? key.type().example() : key.fallback());
    }
    values.put("link.listen", "[\"192.0.2.7:2442\"]");
    values.put("node.roles", "[\"mix\", \"gateway\"]");

    Config config = ConfigReader.parse("nightmail.toml", KeyHelp.file(values));

    assertInstanceOf(Config.Loaded.class, config, config::toString);
    assertTrue(Keys.ALL.size() <= 40);
  }

  @Test
  void aFileWithAnUnknownKeyIsNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> KeyHelp.file(Map.of("smtp.port", "25")));
  }

  private static Reading<?> read(Key<?> key, String toml) {
    Object value = Objects.requireNonNull(Toml.parse("v = " + toml).get("v"));
    return key.type().read(value instanceof TomlArray array ? array.toList() : value);
  }
}
