// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import java.util.Locale;

/// Why a packet ended here; exactly one for every drop, and the label of the metric.
///
/// The peer never learns which.
public enum DropReason {
  SIZE,
  FORMAT,
  HEADER_MAC,
  BODY_TAG,
  REPLAY,
  REPLAY_FULL,
  KEY_EARLY,
  KEY_LATE,
  DELAY_CAP,
  POOL_FULL,
  ROUTE_UNKNOWN,
  LINK_NOT_MEMBER,
  LINK_RATE,
  LINK_DOWN,
  EXIT_REFUSED,
  FRAGMENT_EXPIRED,
  INTERNAL;

  /// The label in metrics and documents.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
