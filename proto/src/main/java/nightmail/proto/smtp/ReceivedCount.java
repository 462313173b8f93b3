// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

/// Counts the `Received` fields of a mail that passes by, to break loops (SV-16).
///
/// Owned by the thread of its connection.
final class ReceivedCount {
  /// RFC 5321 §6.3 wants at least this many to pass; one more is a loop.
  static final int MAX_FIELDS = 100;

  private static final String NAME = "received:";

  private int fields;
  private int matched;
  private int lineOctets;
  private boolean inHeader = true;

  void accept(byte octet) {
    if (!inHeader) {
      return;
    }
    if (octet == '\n') {
      inHeader = lineOctets > 0;
      lineOctets = 0;
      matched = 0;
    } else if (octet != '\r') {
      match(octet);
      lineOctets++;
    }
  }

  private void match(byte octet) {
    if (matched != lineOctets || matched == NAME.length()) {
      return;
    }
    int lower = octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    if (NAME.charAt(matched) == lower) {
      matched++;
      fields += matched == NAME.length() ? 1 : 0;
    }
  }

  boolean isLoop() {
    return fields > MAX_FIELDS;
  }
}
