// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

/// Where a message stands at its exit (`docs/spec/custody.md`).
public enum ArrivalState {
  /// On disk and owed a delivery.
  CUSTODY,
  /// Every recipient has an outcome; the octets are gone.
  FINAL,
  /// Refused for good; the octets are gone.
  REFUSED
}
