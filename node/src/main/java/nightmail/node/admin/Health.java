// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Whether the node lives and whether it is ready, term by term.
///
/// A healthy node is one whose every term holds; an answer that is always "healthy" helps nobody.
/// Terms are read on the thread that asks and must neither block nor throw.
public final class Health {
  /// What must hold for the process to be left running.
  public enum Live {
    /// The relay core took an event or a timer within 10 s.
    CORE_LOOP,
    /// The spool writer answered within 10 s.
    SPOOL_WRITER
  }

  /// What must hold for the node to do its work.
  public enum Ready {
    /// A view was accepted and is at most 24 h old.
    VIEW,
    /// The signing certificate is valid.
    CERTIFICATE,
    /// The spool is writable and above its reserve.
    SPOOL,
    /// All listeners are open.
    LISTENERS,
    /// A loop came home within three expected times.
    LOOP
  }

  private final Map<Live, BooleanSupplier> live;
  private final Map<Ready, BooleanSupplier> ready;

  /// @throws IllegalArgumentException when a term has no source
  public Health(Map<Live, BooleanSupplier> live, Map<Ready, BooleanSupplier> ready) {
    this.live = whole(Live.class, live);
    this.ready = whole(Ready.class, ready);
  }

  private static <E extends Enum<E>> Map<E, BooleanSupplier> whole(
      Class<E> terms, Map<E, BooleanSupplier> sources) {
    EnumMap<E, BooleanSupplier> copy = new EnumMap<>(terms);
    for (E term : terms.getEnumConstants()) {
      BooleanSupplier source = sources.get(term);
      if (source == null) {
        throw new IllegalArgumentException("no source for " + term);
      }
      copy.put(term, source);
    }
    return copy;
  }

  /// Codes of the live terms that do not hold; empty is alive.
  public List<String> notLive() {
    return failing(live);
  }

  /// Codes of the ready terms that do not hold; empty is ready.
  public List<String> notReady() {
    return failing(ready);
  }

  private static <E extends Enum<E>> List<String> failing(Map<E, BooleanSupplier> terms) {
    return terms.entrySet().stream()
        .filter(term -> !term.getValue().getAsBoolean())
        .map(term -> term.getKey().name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
