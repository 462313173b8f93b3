// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

/// What `authorities` in a root mean for agreement (`docs/spec/directory.md` §2); 1 to 31.
public record Quorum(int authorities) {
  /// f = ⌊(n − 1) / 3⌋: how many may lie.
  public int byzantine() {
    return (authorities - 1) / 3;
  }

  /// q = ⌊(n + f) / 2⌋ + 1: two sets of this many share an honest authority.
  public int signatures() {
    return (authorities + byzantine()) / 2 + 1;
  }

  /// h = ⌊n / 2⌋ + 1: votes that list a relay.
  public int listing() {
    return authorities / 2 + 1;
  }
}
