// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a relay offers to do.
public enum RelayRole {
  MIX(1),
  /// A site's own node: exit of its own domains.
  GATEWAY(2),
  /// Exit for anybody's domains.
  THIRD_PARTY_EXIT(4),
  /// Serves the directory.
  MIRROR(8);

  private final int bit;

  RelayRole(int bit) {
    this.bit = bit;
  }

  public static Set<RelayRole> ofBits(int bits) {
    EnumSet<RelayRole> roles = EnumSet.noneOf(RelayRole.class);
    for (RelayRole role : values()) {
      if ((bits & role.bit) != 0) {
        roles.add(role);
      }
    }
    return Collections.unmodifiableSet(roles);
  }

  public static int bitsOf(Set<RelayRole> roles) {
    int bits = 0;
    for (RelayRole role : values()) {
      bits |= roles.contains(role) ? role.bit : 0;
    }
    return bits;
  }
}
