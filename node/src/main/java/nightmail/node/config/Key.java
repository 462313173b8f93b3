// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import org.jspecify.annotations.Nullable;

/// One key of the file: its dotted name, what it takes and what it means.
///
/// `fallback` is the default as TOML text, `null` when the key is required.
///
/// @param <T> the value after reading
public record Key<T>(
    String name, ValueType<T> type, @Nullable String fallback, Reload reload, String meaning) {
  /// A key that must stand in the file.
  static <T> Key<T> required(String name, ValueType<T> type, Reload reload, String meaning) {
    return new Key<>(name, type, null, reload, meaning);
  }

  /// A key that may be left out.
  static <T> Key<T> of(
      String name, ValueType<T> type, String fallback, Reload reload, String meaning) {
    return new Key<>(name, type, fallback, reload, meaning);
  }

  public boolean required() {
    return fallback == null;
  }

  /// The table the key stands in; empty for the top of the file.
  public String table() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /// The name inside its table.
  public String leaf() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
