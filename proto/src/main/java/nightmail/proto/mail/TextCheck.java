// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Watches the octets of a mail go by and remembers the first thing that must not be there.
///
/// Only CRLF ends a line (SV-1). Octets are those of the mail itself, without dot-stuffing.
///
/// Owned by the thread of its mail.
public final class TextCheck {
  /// Octets of a line without its CRLF (RFC 5321 §4.5.3.1.6).
  public static final int LINE_OCTETS = 998;

  private int lineOctets;
  private boolean afterCr;
  private boolean atLineStart = true;
  private boolean eightBit;
  private @Nullable TextFault fault; // null: none so far

  /// Takes the next octet.
  public void accept(byte octet) {
    if (octet == '\n') {
      acceptLf();
      return;
    }
    if (afterCr) {
      note(TextFault.BARE_CR);
      lineOctets++;
    }
    afterCr = octet == '\r';
    atLineStart = false;
    if (!afterCr) {
      lineOctets++;
      if (octet == 0) {
        note(TextFault.NUL);
      }
      eightBit |= octet < 0;
    }
    if (lineOctets > LINE_OCTETS) {
      note(TextFault.LONG_LINE);
    }
  }

  private void acceptLf() {
    if (afterCr) {
      lineOctets = 0;
      atLineStart = true;
    } else {
      note(TextFault.BARE_LF);
      lineOctets++;
      atLineStart = false;
    }
    afterCr = false;
  }

  /// The mail is over: a CR as last octet has no LF.
  public void end() {
    if (afterCr) {
      note(TextFault.BARE_CR);
    }
  }

  private void note(TextFault found) {
    if (fault == null) {
      fault = found;
    }
  }

  /// Whether nothing has come yet, or the last two octets were CRLF.
  public boolean atLineStart() {
    return atLineStart;
  }

  /// Whether an octet above 127 was among them.
  public boolean eightBit() {
    return eightBit;
  }

  /// The first fault, if any.
  public Optional<TextFault> fault() {
    return Optional.ofNullable(fault);
  }
}
