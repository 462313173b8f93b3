// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Walks over the lines of a batch in memory; only CRLF ends one.
///
/// Owned by one reader.
final class BatchLines {
  private final byte[] octets;
  private int start;
  private int end;
  private int number;
  private int next;

  /// @param octets not copied, not changed
  BatchLines(byte[] octets) {
    this.octets = octets;
  }

  /// Goes to the next line. False at the end of input, and where no CRLF follows before a bare CR,
  /// a bare LF or the end: [#atEnd] tells them apart.
  boolean advance() {
    number++;
    for (int i = next; i + 1 < octets.length; i++) {
      if (octets[i] == '\r' && octets[i + 1] == '\n') {
        start = next;
        end = i;
        next = i + 2;
        return true;
      }
      if (octets[i] == '\r' || octets[i] == '\n') {
        return false;
      }
    }
    return false;
  }

  /// Whether every octet was given out in a line.
  boolean atEnd() {
    return next >= octets.length;
  }

  /// Whether what stopped [#advance] is the end of input and not a bare CR or LF.
  boolean isCutOff() {
    for (int i = next; i < octets.length; i++) {
      if (octets[i] == '\n' || (octets[i] == '\r' && i + 1 < octets.length)) {
        return false;
      }
    }
    return true;
  }

  int number() {
    return number;
  }

  int length() {
    return end - start;
  }

  /// Octets of the input given out so far.
  int consumed() {
    return next;
  }

  byte at(int index) {
    return octets[start + index];
  }

  boolean is(String ascii) {
    if (length() != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (at(i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean has(byte octet) {
    for (int i = start; i < end; i++) {
      if (octets[i] == octet) {
        return true;
      }
    }
    return false;
  }

  /// The line as text; empty if it is not UTF-8.
  Optional<String> text() {
    try {
      ByteBuffer line = ByteBuffer.wrap(octets, start, length());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(line).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// Copies the line from `from` on, with CRLF, to `target` at `at`; answers the octets copied.
  int copyTo(byte[] target, int at, int from) {
    int count = length() - from + 2;
    System.arraycopy(octets, start + from, target, at, count);
    return count;
  }
}
