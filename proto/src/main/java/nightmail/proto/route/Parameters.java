// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.document.Profile;

/// One value for every [Parameter]: what a consensus says, and the profile's column where it says
/// nothing.
///
/// Safe for any thread.
public final class Parameters {
  private final EnumMap<Parameter, Long> values;

  private Parameters(EnumMap<Parameter, Long> values) {
    this.values = values;
  }

  /// The column of `profile`.
  public static Parameters standard(Profile profile) {
    EnumMap<Parameter, Long> values = new EnumMap<>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      values.put(parameter, parameter.standard(profile));
    }
    return new Parameters(values);
  }

  /// The column of `profile` with `carried` over it. An unknown name, or a value out of range,
  /// counts as not carried (`docs/spec/directory.md` §5).
  public static Parameters of(Profile profile, Map<String, Long> carried) {
    Parameters result = standard(profile);
    for (Parameter parameter : Parameter.values()) {
      Long value = carried.get(parameter.label());
      if (value != null && parameter.allows(value)) {
        result.values.put(parameter, value);
      }
    }
    return result;
  }

  /// These, but for one.
  ///
  /// @throws IllegalArgumentException if `value` is out of range
  public Parameters with(Parameter parameter, long value) {
    if (!parameter.allows(value)) {
      throw new IllegalArgumentException(parameter.label() + " out of range: " + value);
    }
    EnumMap<Parameter, Long> changed = new EnumMap<>(values);
    changed.put(parameter, value);
    return new Parameters(changed);
  }

  public long value(Parameter parameter) {
    Long value = values.get(parameter);
    if (value == null) {
      throw new IllegalStateException("every parameter has a value");
    }
    return value;
  }

  /// As [#value], for parameters whose range fits.
  public int count(Parameter parameter) {
    return Math.toIntExact(value(parameter));
  }

  public boolean isOn(Parameter parameter) {
    return value(parameter) != 0;
  }

  /// @throws IllegalArgumentException for a parameter that is not a time
  public Duration duration(Parameter parameter) {
    if (parameter.unitMillis() == 0) {
      throw new IllegalArgumentException(parameter.label() + " is not a time");
    }
    return Duration.ofMillis(value(parameter) * parameter.unitMillis());
  }

  public long meanDelayMillis() {
    return value(Parameter.MIX_MEAN_DELAY_MS);
  }

  public long delayCapMillis() {
    return value(Parameter.MIX_DELAY_CAP_MS);
  }

  public long linkMillis() {
    return value(Parameter.MIX_LINK_MS);
  }

  /// Relays after the sender, the exit included.
  public int pathRelays() {
    return count(Parameter.PATH_RELAYS);
  }

  /// All values by name, as a consensus carries them.
  public NavigableMap<String, Long> byName() {
    NavigableMap<String, Long> named = new TreeMap<>();
    values.forEach((parameter, value) -> named.put(parameter.label(), value));
    return named;
  }

  /// The first parameter whose range names another one and is broken.
  public Optional<Parameter> brokenRange() {
    long epoch = value(Parameter.EPOCH_LENGTH_S);
    long key = value(Parameter.MIXKEY_LENGTH_S);
    long stale = value(Parameter.EPOCH_STALE_MAX_S);
    long early = value(Parameter.MIXKEY_EARLY_MS);
    long late = value(Parameter.MIXKEY_LATE_MS);
    long mean = meanDelayMillis();
    NavigableMap<Parameter, Boolean> holds = new TreeMap<>();
    holds.put(Parameter.MIXKEY_LENGTH_S, key % epoch == 0 && key >= 6 * epoch && key <= 48 * epoch);
    holds.put(Parameter.EPOCH_STALE_MAX_S, stale >= 3 * epoch && stale <= key);
    holds.put(Parameter.MIXKEY_EARLY_MS, early <= key * 1_000 / 4);
    holds.put(Parameter.MIXKEY_LATE_MS, late <= key * 1_000 / 2);
    holds.put(Parameter.MIXKEY_GUARD_MS, value(Parameter.MIXKEY_GUARD_MS) < early);
    holds.put(
        Parameter.MIX_DELAY_CAP_MS, delayCapMillis() >= 5 * mean && delayCapMillis() <= 100 * mean);
    holds.put(Parameter.SURB_USE_WITHIN_MS, value(Parameter.SURB_USE_WITHIN_MS) <= late);
    holds.put(
        Parameter.CUSTODY_NACK_MAX_MS,
        isOrdered(Parameter.CUSTODY_NACK_MIN_MS, Parameter.CUSTODY_NACK_MAX_MS));
    holds.put(
        Parameter.STICKY_MAX_DAYS, isOrdered(Parameter.STICKY_MIN_DAYS, Parameter.STICKY_MAX_DAYS));
    holds.put(
        Parameter.CUSTODY_KEPT_S,
        value(Parameter.CUSTODY_KEPT_S) > value(Parameter.CUSTODY_LIFETIME_S));
    holds.put(
        Parameter.AGREE_ECHO_MS, isOrdered(Parameter.AGREE_PUBLISH_MS, Parameter.AGREE_ECHO_MS));
    holds.put(Parameter.AGREE_VOTE_MS, value(Parameter.AGREE_VOTE_MS) < epoch * 1_000);
    return holds.entrySet().stream().filter(e -> !e.getValue()).map(Map.Entry::getKey).findFirst();
  }

  private boolean isOrdered(Parameter smaller, Parameter greater) {
    return value(smaller) <= value(greater);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return byName().toString();
  }
}
