// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.link;

import java.util.Arrays;
import java.util.Optional;

/// Why a side closes a link (`docs/spec/link.md` L-11).
public enum CloseCode {
  SHUTDOWN(1),
  VERSION(2),
  NETWORK(3),
  IDENTITY(4),
  CLOCK(5),
  GEOMETRY(6),
  RATE(7),
  REPLACED(8),
  PROTOCOL(9),
  DRAINING(10);

  private final int code;

  CloseCode(int code) {
    this.code = code;
  }

  /// The number on the wire.
  public int code() {
    return code;
  }

  /// The close code of this number; empty if there is none.
  public static Optional<CloseCode> of(int code) {
    return Arrays.stream(values()).filter(close -> close.code == code).findFirst();
  }
}
