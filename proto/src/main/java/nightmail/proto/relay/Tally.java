// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.Locale;

/// What a relay counts besides drops. None of it tells a letter from a loop on the wire.
public enum Tally {
  PACKET_IN,
  PACKET_OUT,
  PACKET_MADE,
  PACKET_FOR_US,
  LOOP_RETURNED,
  LOOP_LATE,
  LOOP_LOST,

  /// Too many loops are lost: somebody may hold back all packets but one (M-11).
  LOOP_ALARM,
  MAIL_ACCEPTED,
  MAIL_REFUSED,
  MAIL_DELIVERED,
  MAIL_FAILED,
  ANSWER_IGNORED,
  PATH_NONE;

  /// The label in metrics and documents.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
