// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.Arrays;
import java.util.Optional;
import nightmail.proto.mail.TextCheck;
import nightmail.proto.mail.TextFault;
import org.jspecify.annotations.Nullable;

/// Reads the text of one mail behind DATA: finds CRLF.CRLF and no other end, takes dot-stuffing
/// off, and notices what must not be there (SV-1, SV-2, SV-14, SV-16, NB-4).
///
/// Keeps none of the text. A fault does not stop it: it reads on to the true end, so the two sides
/// stay in step; the first fault decides the reply.
///
/// | state | octet | next |
/// |---|---|---|
/// | TEXT at line start | `.` | DOT |
/// | DOT | CR | DOT_CR |
/// | DOT | other | TEXT; the dot was stuffing |
/// | DOT_CR | LF | END |
/// | DOT_CR | other | TEXT; a bare CR |
///
/// Owned by the thread of its connection.
final class DataScanner {
  private enum State {
    TEXT,
    DOT,
    DOT_CR,
    END
  }

  private final long maxBytes;
  private final TextCheck check = new TextCheck();
  private final ReceivedCount received = new ReceivedCount();
  private State state = State.TEXT;
  private long bytes;
  private long taken;
  private byte[] out = new byte[0];
  private int length;
  private @Nullable SmtpReply refusal; // null: none so far

  /// @param maxBytes of the mail; more is 552 5.3.4
  public DataScanner(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Reads until the text or the input ends.
  ///
  /// @param more what of the input was left
  /// @return the octets of the mail among them, for the caller to keep; empty once refused
  byte[] scan(Pending more) {
    out = new byte[more.size() + 1]; // the CR that DOT_CR held back may come on top
    length = 0;
    while (state != State.END && !more.isEmpty()) {
      taken++;
      accept(more.take());
    }
    return refusal == null ? Arrays.copyOf(out, length) : new byte[0];
  }

  private void accept(byte octet) {
    switch (state) {
      case TEXT -> {
        if (octet == '.' && check.atLineStart()) {
          state = State.DOT;
        } else {
          text(octet);
        }
      }
      case DOT -> {
        if (octet == '\r') {
          state = State.DOT_CR;
        } else {
          state = State.TEXT;
          text(octet);
        }
      }
      case DOT_CR -> {
        if (octet == '\n') {
          state = State.END;
        } else {
          state = State.TEXT;
          text((byte) '\r');
          text(octet);
        }
      }
      case END -> throw new IllegalStateException("text is over");
    }
  }

  private void text(byte octet) {
    check.accept(octet);
    received.accept(octet);
    out[length++] = octet;
    bytes++;
    if (refusal == null) {
      refusal = fault();
    }
  }

  private @Nullable SmtpReply fault() {
    Optional<TextFault> fault = check.fault();
    if (fault.isPresent()) {
      return SmtpReply.of(fault.get().code(), fault.get().enhanced(), fault.get().text());
    }
    if (bytes > maxBytes) {
      return SmtpReply.of(552, "5.3.4", "Mail over the size limit");
    }
    return received.isLoop() ? SmtpReply.of(554, "5.4.6", "Too many hops") : null;
  }

  /// Whether CRLF.CRLF has come.
  public boolean isOver() {
    return state == State.END;
  }

  /// The reply to a mail that cannot be taken; empty while it can.
  public Optional<SmtpReply> refusal() {
    return Optional.ofNullable(refusal);
  }

  /// Whether a bare CR or LF was the first fault.
  public boolean isStray() {
    return check.fault().filter(f -> f == TextFault.BARE_CR || f == TextFault.BARE_LF).isPresent();
  }

  /// Whether a refused mail goes on far beyond what a sender that knows the limit would still send.
  public boolean isEndless() {
    return taken > 2 * maxBytes + (1 << 20);
  }

  /// Octets of the mail so far.
  public long messageBytes() {
    return bytes;
  }

  /// Whether an octet above 127 was among them.
  public boolean eightBit() {
    return check.eightBit();
  }
}
