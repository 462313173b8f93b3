// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Values read so far, by key; a key whose value was refused is absent.
///
/// Confined to one reading.
final class Settings {
  private final Map<Key<?>, Object> values = new HashMap<>();

  <T> void put(Key<T> key, T value) {
    values.put(key, value);
  }

  @SuppressWarnings("unchecked") // put ties the value's type to its key's
  <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable((T) values.get(key));
  }

  /// The value of a key that is known to be there.
  <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException("not read: " + key.name()));
  }
}
