// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import nightmail.proto.bytes.Fixed32;

/// Random name of a message between its gateway and its exit; never shown to people, logs or
/// metrics.
public record Token(Fixed32 value) implements Comparable<Token> {
  /// A copy of 32 bytes of `source` from `offset`.
  public static Token at(byte[] source, int offset) {
    return new Token(Fixed32.at(source, offset));
  }

  /// A copy of exactly 32 bytes.
  public static Token of(byte[] bytes) {
    return new Token(Fixed32.of(bytes));
  }

  @Override
  public int compareTo(Token other) {
    return value.compareTo(other.value);
  }
}
