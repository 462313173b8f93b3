// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mix;

/// How a loop ends; each does so once (`docs/spec/mixing.md` M-10).
public enum LoopEnding {
  RETURNED,
  /// More than 10 s after the prediction, but by its due time.
  LATE,
  LOST,
  /// Came back with a body that fails its tag.
  TAMPERED;

  /// Whether the loop came back whole.
  public boolean cameBack() {
    return this == RETURNED || this == LATE;
  }
}
