// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.Arrays;

/// Octets that came and were not yet looked at.
///
/// Bounded: [#add] refuses when more than a mebibyte would wait, which an owner that stops reading
/// when told so never meets.
///
/// Owned by the thread of its connection.
final class Pending {
  static final int MAX_OCTETS = 1 << 20;

  private byte[] octets = new byte[0];
  private int position;

  /// Appends; false, and nothing taken, at the bound.
  ///
  /// @param more passes to this object
  boolean add(byte[] more) {
    if (size() + (long) more.length > MAX_OCTETS) {
      return false;
    }
    if (isEmpty()) {
      octets = more;
    } else {
      byte[] all = Arrays.copyOfRange(octets, position, position + size() + more.length);
      System.arraycopy(more, 0, all, size(), more.length);
      octets = all;
    }
    position = 0;
    return true;
  }

  boolean isEmpty() {
    return position == octets.length;
  }

  int size() {
    return octets.length - position;
  }

  byte take() {
    return octets[position++];
  }

  void clear() {
    octets = new byte[0];
    position = 0;
  }
}
