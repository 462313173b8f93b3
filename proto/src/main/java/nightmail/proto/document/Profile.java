// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

/// What a network is for; written in its root and never inferred (TK-11).
public enum Profile {
  /// Hours and days; gives anonymity.
  PRODUCTION(0),
  /// Seconds, loopback allowed; gives none. A production node refuses such a root.
  TEST(1);

  private final int code;

  Profile(int code) {
    this.code = code;
  }

  /// The value in the root: 0 or 1.
  public int code() {
    return code;
  }
}
