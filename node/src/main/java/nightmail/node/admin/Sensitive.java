// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

/// A value that no log line may show: an address, an envelope, a token (LG-2).
///
/// @param <T> the value inside
public record Sensitive<T>(T reveal) {
  /// Always `[scrubbed]`.
  @Override
  public String toString() {
    return "[scrubbed]";
  }
}
