// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

/// When a changed value takes effect.
public enum Reload {
  RESTART("at restart"),
  EPOCH("published at restart, in force from the next epoch"),
  FIXED("fixed at init");

  private final String text;

  Reload(String text) {
    this.text = text;
  }

  /// The words of the handbook table.
  public String text() {
    return text;
  }
}
