// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Errors found in one file, with the place of each.
///
/// Confined to one reading.
final class ErrorList {
  private final String file;
  private final TomlTable root;
  private final List<ConfigError> errors = new ArrayList<>();

  ErrorList(String file, TomlTable root) {
    this.file = file;
    this.root = root;
  }

  /// Adds an error at a key; a key that is not in the file is placed at its table, else at the top.
  void add(Key<?> key, ConfigCode code, String message) {
    List<String> path = Arrays.asList(key.name().split("\\."));
    add(place(path), code, message);
  }

  void add(List<String> path, ConfigCode code, String message) {
    add(place(path), code, message);
  }

  void add(@Nullable TomlPosition at, ConfigCode code, String message) {
    int line = at == null ? 1 : at.line();
    int column = at == null ? 1 : at.column();
    errors.add(new ConfigError(file, line, column, code, message));
  }

  private @Nullable TomlPosition place(List<String> path) {
    for (int length = path.size(); length > 0; length--) {
      TomlPosition at = root.inputPositionOf(path.subList(0, length));
      if (at != null) {
        return at;
      }
    }
    return null;
  }

  boolean has(ConfigCode code) {
    return errors.stream().anyMatch(error -> error.code() == code);
  }

  /// All errors, by line.
  List<ConfigError> sorted() {
    return errors.stream().sorted().toList();
  }
}
