// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Optional;
import java.util.function.Function;

/// A value that passed its checks, or why it did not.
public sealed interface Checked<T> {

  /// Passed.
  record Good<T>(T value) implements Checked<T> {}

  /// Did not pass; `where` is the path of the field, such as `relays.addresses.port`, or empty.
  record Refused<T>(Refusal reason, String where) implements Checked<T> {}

  static <T> Checked<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Checked<T> refused(Refusal reason, String where) {
    return new Refused<>(reason, where);
  }

  /// The next check, if this one passed.
  default <R> Checked<R> then(Function<T, Checked<R>> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal reason, String where) -> refused(reason, where);
    };
  }

  default <R> Checked<R> map(Function<T, R> change) {
    return then(value -> good(change.apply(value)));
  }

  default boolean isGood() {
    return this instanceof Good<T>;
  }

  /// The value; empty if refused.
  default Optional<T> asOptional() {
    return this instanceof Good<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /// The reason; empty if good.
  default Optional<Refusal> refusal() {
    return this instanceof Refused<T>(Refusal reason, String where)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /// For values made by our own builders.
  ///
  /// @throws IllegalStateException if refused
  default T orThrow() {
    return switch (this) {
      case Good<T>(T value) -> value;
      case Refused<T>(Refusal reason, String where) ->
          throw new IllegalStateException(reason.label() + " at " + where);
    };
  }
}
