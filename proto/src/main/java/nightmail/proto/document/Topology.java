// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

/// Where a mix may stand on a path; a field of the consensus, never a node's guess (TO-2, TO-3).
public enum Topology {
  /// Any usable mix at any position.
  FREE_ROUTE(0),
  /// Position `i` from layer `i`.
  STRATIFIED(1);

  private final int code;

  Topology(int code) {
    this.code = code;
  }

  /// The value in the consensus: 0 or 1.
  public int code() {
    return code;
  }
}
