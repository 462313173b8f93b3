// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What the authorities say about a relay; each with its bit number (`docs/spec/directory.md` §4).
public enum RelayFlag {
  RUNNING(0),
  STABLE(1),
  /// Exit of its own domains, at least one of them proved.
  EXIT(2),
  /// Exit for anybody's domains.
  OPEN_EXIT(3),
  BAD_EXIT(4),
  MIDDLE_ONLY(5),
  /// Takes no new paths; still reachable.
  LEAVING(6),
  MIRROR(7),
  MEASURED(8),
  NEW(9),
  /// In votes only.
  REJECT(10);

  /// Every bit that has a meaning.
  public static final int ALL_BITS = (1 << values().length) - 1;

  private final int number;

  RelayFlag(int number) {
    this.number = number;
  }

  public int bit() {
    return 1 << number;
  }

  /// The flags of the bits set in `bits`, in ascending order; bits without a meaning are not looked
  /// at.
  public static Set<RelayFlag> ofBits(int bits) {
    EnumSet<RelayFlag> flags = EnumSet.noneOf(RelayFlag.class);
    for (RelayFlag flag : values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
      }
    }
    return Collections.unmodifiableSet(flags);
  }

  public static int bitsOf(Set<RelayFlag> flags) {
    int bits = 0;
    for (RelayFlag flag : values()) {
      bits |= flags.contains(flag) ? flag.bit() : 0;
    }
    return bits;
  }
}
