// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import nightmail.proto.bytes.Fixed32;

/// Name of a relay: the key id of its identity key (`docs/spec/directory.md`, SG-3).
public record RelayId(Fixed32 value) implements Comparable<RelayId> {
  /// A copy of 32 bytes of `source` from `offset`.
  public static RelayId at(byte[] source, int offset) {
    return new RelayId(Fixed32.at(source, offset));
  }

  /// A copy of exactly 32 bytes.
  public static RelayId of(byte[] bytes) {
    return new RelayId(Fixed32.of(bytes));
  }

  @Override
  public int compareTo(RelayId other) {
    return value.compareTo(other.value);
  }
}
