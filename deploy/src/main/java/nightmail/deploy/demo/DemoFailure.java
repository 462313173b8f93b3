// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.util.List;

/// Why the demo came to no report.
public final class DemoFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// What kind of failure it is; decides the exit status.
  public enum Kind {
    /// The machine or the options do not allow a demo.
    UNFIT,
    /// A stage did not end in its time.
    LATE,
    /// A process ended, or something else broke.
    BROKEN
  }

  private final Kind kind;
  private final transient List<String> lines;

  /// @param lines the last log line of each process
  DemoFailure(Kind kind, String message, List<String> lines) {
    super(message);
    this.kind = kind;
    this.lines = List.copyOf(lines);
  }

  static DemoFailure unfit(String message) {
    return new DemoFailure(Kind.UNFIT, message, List.of());
  }

  public Kind kind() {
    return kind;
  }

  public List<String> lines() {
    return lines;
  }
}
