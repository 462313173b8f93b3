// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

/// One line of a client, as [LineSplitter] found it.
public sealed interface CommandLine {
  /// UTF-8 text without controls, CRLF taken off.
  record Text(String text) implements CommandLine {}

  /// Longer than any command may be.
  record TooLong() implements CommandLine {}

  /// A bare CR or LF inside (SV-2).
  record Stray() implements CommandLine {}

  /// Other controls, or not UTF-8.
  record Garbled() implements CommandLine {}
}
