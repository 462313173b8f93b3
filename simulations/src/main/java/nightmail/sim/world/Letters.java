// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.nio.charset.StandardCharsets;

/// The mail of a simulation: a mark, and text that follows from mark and length, so that whoever
/// receives it can tell whether an octet has changed.
final class Letters {
  private static final String MARK = "X-Mark: ";
  private static final int LINE = 70;

  private Letters() {}

  /// A message of exactly `octets`, at least 64.
  static byte[] message(String mark, int octets) {
    StringBuilder text = new StringBuilder(octets);
    text.append(MARK).append(mark).append("\r\n\r\n");
    int seed = mark.hashCode();
    while (text.length() < octets - 2) {
      int room = Math.min(LINE, octets - 2 - text.length());
      for (int i = 0; i < room; i++) {
        seed = seed * 1_103_515_245 + 12_345;
        text.append(i == 0 && (seed & 7) == 0 ? '.' : (char) ('a' + Math.floorMod(seed >> 16, 26)));
      }
      if (text.length() < octets - 4) {
        text.append("\r\n");
      }
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  static String mark(String message) {
    int end = message.indexOf("\r\n");
    return message.startsWith(MARK) && end > 0 ? message.substring(MARK.length(), end) : "";
  }
}
