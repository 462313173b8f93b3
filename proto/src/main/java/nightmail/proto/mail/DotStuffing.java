// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Arrays;
import java.util.Optional;

/// Doubles leading dots on the way out (RFC 5321 §4.5.2), piece by piece.
///
/// What must not be in a mail is noticed as well: the caller asks [#fault] before it lets a piece
/// go, so that a bare CR or LF never leaves (SV-4).
///
/// Owned by the thread of its mail.
public final class DotStuffing {
  private static final byte[] CRLF = {'\r', '\n'};

  private final TextCheck check = new TextCheck();

  /// The piece with dots doubled; a fresh array, at most twice as long.
  public byte[] encode(byte[] piece) {
    byte[] out = new byte[piece.length + dots(piece)];
    int length = 0;
    for (byte octet : piece) {
      if (octet == '.' && check.atLineStart()) {
        out[length++] = '.';
      }
      check.accept(octet);
      out[length++] = octet;
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  /// What is missing to the end of the last line: CRLF, or nothing (NB-4).
  public byte[] end() {
    check.end();
    return check.atLineStart() ? new byte[0] : CRLF.clone();
  }

  /// The first thing that must not be sent, if any.
  public Optional<TextFault> fault() {
    return check.fault();
  }

  private static int dots(byte[] piece) {
    int dots = 0;
    for (byte octet : piece) {
      dots += octet == '.' ? 1 : 0;
    }
    return dots;
  }
}
