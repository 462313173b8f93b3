// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Words about the keys, all from [Keys]: help for one, the handbook table, a file to begin with.
public final class KeyHelp {
  private KeyHelp() {}

  /// Text on a key (`smtp.listen`) or a code (`NM-C010`); empty when there is no such thing.
  public static Optional<String> explain(String word) {
    Optional<String> key =
        Keys.ALL.stream().filter(k -> k.name().equals(word)).findFirst().map(KeyHelp::about);
    return key.or(
        () ->
            Arrays.stream(ConfigCode.values())
                .filter(code -> code.text().equals(word))
                .findFirst()
                .map(code -> code.text() + ": " + code.meaning()));
  }

  /// The known key most like `word`.
  public static Optional<String> nearest(String word) {
    return Nearest.to(word, Keys.ALL.stream().map(Key::name).toList());
  }

  private static String about(Key<?> key) {
    return """
    %s: %s
      type     %s
      allowed  %s
      default  %s
      example  %s
      changed  %s\
    """
        .formatted(
            key.name(),
            key.meaning(),
            key.type().name(),
            key.type().range(),
            fallback(key),
            key.type().example(),
            key.reload().text());
  }

  private static String fallback(Key<?> key) {
    return key.fallback() == null ? "none, required" : key.fallback();
  }

  /// The handbook's table of keys in Markdown, ending with a newline.
  public static String table() {
    return Keys.ALL.stream()
        .map(
            key ->
                "| `%s` | %s | %s | %s | %s | %s |\n"
                    .formatted(
                        key.name(),
                        key.type().name(),
                        key.fallback() == null ? "required" : '`' + key.fallback() + '`',
                        key.type().range(),
                        key.reload().text(),
                        key.meaning()))
        .collect(
            Collectors.joining(
                "",
                """
                | key | type | default | allowed | a change counts | meaning |
                |---|---|---|---|---|---|
                """,
                ""));
  }

  /// A file that sets `values` (dotted name to TOML text), each under a line that says what it
  /// means.
  ///
  /// @throws IllegalArgumentException on a name that is no key
  public static String file(Map<String, String> values) {
    TreeSet<String> unknown = new TreeSet<>(values.keySet());
    Keys.ALL.forEach(key -> unknown.remove(key.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("no such key: " + unknown.first());
    }
    StringBuilder text = new StringBuilder("# Nightmail node; every key: docs/configuration.md\n");
    String table = "";
    for (Key<?> key : Keys.ALL) {
      String value = values.get(key.name());
      if (value == null) {
        continue;
      }
      if (!key.table().equals(table)) {
        table = key.table();
        text.append("\n[").append(table).append("]\n");
      }
      text.append("# ").append(key.meaning()).append('\n');
      text.append(key.leaf()).append(" = ").append(value).append('\n');
    }
    return text.toString();
  }
}
