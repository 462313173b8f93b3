// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

/// Who may bring a relay into the network (AD-1, AD-2); written in the root.
public enum Admission {
  /// Identities in the signed policy file.
  CLOSED(0),
  /// Whoever a listed family sponsors.
  VOUCHED(1),
  /// Anybody, within caps.
  OPEN(2);

  private final int code;

  Admission(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static Admission ofCode(int code) {
    return switch (code) {
      case 0 -> CLOSED;
      case 1 -> VOUCHED;
      default -> OPEN;
    };
  }
}
