// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.List;
import nightmail.proto.document.wire.Wire;

/// The domains that a relay says it serves: lower-case A-labels, ascending, at most 10,000.
///
/// Not signed itself: a descriptor names it by digest.
public record DomainList(List<String> names) {
  static final int MAX_BYTES = 256 * 1024;

  public DomainList {
    names = names.stream().sorted().distinct().toList();
  }

  public byte[] encode() {
    return Canonical.encode(Wire.DomainList.newBuilder().addAllNames(names).build());
  }

  public static Checked<DomainList> decode(byte[] bytes) {
    return Canonical.read(Wire.DomainList.getDefaultInstance(), bytes, MAX_BYTES)
        .map(wire -> new DomainList(wire.getNamesList()));
  }
}
