// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

import java.util.OptionalDouble;

/// How many loops ended how (`docs/spec/mixing.md` M-10).
///
/// Only ended loops count as sent: one still on its way says nothing yet.
public record LoopTally(long returned, long late, long lost, long tampered) {
  public static final LoopTally NONE = new LoopTally(0, 0, 0, 0);

  /// All loops with a known end.
  public long sent() {
    return returned + late + lost + tampered;
  }

  /// Those that came back whole by their due time, of those sent. Nothing back is 0.0, a dead path
  /// and not a healthy one; nothing sent is empty, unknown (A35).
  public OptionalDouble ratio() {
    return sent() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (returned + late) / sent());
  }

  /// This and one more.
  public LoopTally plus(LoopEnding ending) {
    return switch (ending) {
      case RETURNED -> new LoopTally(returned + 1, late, lost, tampered);
      case LATE -> new LoopTally(returned, late + 1, lost, tampered);
      case LOST -> new LoopTally(returned, late, lost + 1, tampered);
      case TAMPERED -> new LoopTally(returned, late, lost, tampered + 1);
    };
  }
}
