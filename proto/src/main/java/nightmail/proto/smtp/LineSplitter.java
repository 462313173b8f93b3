// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Cuts octets into lines at CRLF and nowhere else (SV-1, SV-3).
///
/// A line with a bare CR or LF, or one that is too long, is read to its true end and reported once,
/// so the two sides stay in step. Keeps at most one line.
///
/// Owned by the thread of its connection.
public final class LineSplitter {
  private final byte[] line;
  private int length;
  private boolean afterCr;
  private boolean stray;
  private boolean tooLong;

  /// @param lineOctets of the longest line with its CRLF
  public LineSplitter(int lineOctets) {
    line = new byte[lineOctets - 2];
  }

  /// Takes one octet; answers the line it completes, if it does.
  public Optional<CommandLine> accept(byte octet) {
    if (octet == '\n' && afterCr) {
      CommandLine done = complete();
      reset();
      return Optional.of(done);
    }
    stray |= afterCr || octet == '\n';
    afterCr = octet == '\r';
    if (!afterCr) {
      append(octet);
    }
    return Optional.empty();
  }

  /// Whether part of a line has come.
  public boolean inLine() {
    return length > 0 || afterCr || stray || tooLong;
  }

  private void append(byte octet) {
    if (length == line.length) {
      tooLong = true;
    } else {
      line[length++] = octet;
    }
  }

  private CommandLine complete() {
    if (stray) {
      return new CommandLine.Stray();
    }
    if (tooLong) {
      return new CommandLine.TooLong();
    }
    try {
      ByteBuffer octets = ByteBuffer.wrap(line, 0, length);
      String text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
      boolean controls = text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F);
      return controls ? new CommandLine.Garbled() : new CommandLine.Text(text);
    } catch (CharacterCodingException e) {
      return new CommandLine.Garbled();
    }
  }

  private void reset() {
    length = 0;
    afterCr = false;
    stray = false;
    tooLong = false;
  }
}
