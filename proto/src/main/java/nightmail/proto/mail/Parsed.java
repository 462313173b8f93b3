// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// What became of text from the network: a value, or the reason why it is none.
///
/// @param <T> the value
public sealed interface Parsed<T> {
  /// The text was good.
  ///
  /// @param <T> the value
  record Good<T>(T value) implements Parsed<T> {}

  /// The text was not.
  ///
  /// @param <T> the value it should have been
  record Bad<T>(MailFault fault) implements Parsed<T> {}

  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Parsed<T> bad(MailFault fault) {
    return new Bad<>(fault);
  }
}
