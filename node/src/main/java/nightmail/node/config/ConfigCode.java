// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

/// What is wrong with a line of the configuration file.
///
/// Numbers never change meaning. C011 (not reloadable) belongs to a reload, which this version does
/// not have.
public enum ConfigCode {
  SYNTAX(1, "the file is not TOML 1.0"),
  UNKNOWN_KEY(2, "no such key"),
  TYPE(3, "the value has the wrong type"),
  RANGE(4, "the value is outside its range"),
  MISSING(5, "a required key is missing"),
  CONTRADICTION(6, "two settings contradict each other"),
  FILE(7, "a file is missing, unreadable or readable by others"),
  KEY_TWICE(8, "a key stands twice"),
  VERSION(9, "the file is for another version"),
  UNIT_MISSING(10, "a size, rate or duration has no unit"),
  ROLE_NEEDS(12, "a role needs this table"),
  CONSENSUS(13, "the network decides this, not the node"),
  UNSAFE(14, "unsafe together");

  private final int number;
  private final String meaning;

  ConfigCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// The printed code, `NM-C001` to `NM-C014`.
  public String text() {
    return "NM-C%03d".formatted(number);
  }

  /// One line for `config explain`.
  public String meaning() {
    return meaning;
  }
}
