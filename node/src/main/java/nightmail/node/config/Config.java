// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.List;
import java.util.stream.Collectors;

/// The outcome of reading a configuration: all of it, or every error in it.
public sealed interface Config {
  /// A configuration without errors.
  record Loaded(NodeConfig config) implements Config {}

  /// At least one error, by line; nothing of the file is used.
  record Refused(List<ConfigError> errors) implements Config {
    private static final int WRONG_CONFIGURATION = 2;
    private static final int SECRET_EXPOSED = 5;

    public Refused {
      errors = List.copyOf(errors);
    }

    /// One line per error, then `2 errors, nothing changed.`
    public String text() {
      String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
      return errors.stream().map(ConfigError::text).collect(Collectors.joining("\n"))
          + "\n"
          + count
          + ", nothing changed.";
    }

    /// How a program that stops on this ends: 5 when a key file is missing or exposed, else 2.
    public int exitStatus() {
      boolean secret = errors.stream().anyMatch(error -> error.code() == ConfigCode.FILE);
      return secret ? SECRET_EXPOSED : WRONG_CONFIGURATION;
    }
  }
}
