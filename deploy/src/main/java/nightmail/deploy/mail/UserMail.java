// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import nightmail.deploy.evidence.Canary;
import nightmail.deploy.report.Secret;

/// Takes the user's own message; nothing is written into it.
///
/// Line ends become CRLF, as every submitting program makes them. What is searched is text of the
/// message itself: its subject, and the most varied piece of its body.
public final class UserMail {
  private static final int WINDOW = 22;

  private UserMail() {}

  /// The message in `file` with a drawn sender, for `to` or a drawn recipient.
  ///
  /// @throws IllegalArgumentException if it is empty or above [GeneratedMail#MOST_OCTETS]
  public static DemoMail of(byte[] file, List<String> to, RandomGenerator random) {
    byte[] octets = withCrlf(file);
    if (file.length == 0 || octets.length > GeneratedMail.MOST_OCTETS) {
      throw new IllegalArgumentException(
          "a message has 1 to %,d octets, not %,d"
              .formatted(GeneratedMail.MOST_OCTETS, octets.length));
    }
    Envelopes envelopes = Envelopes.draw(to, random);
    var canaries = new ArrayList<Canary>();
    canaries.add(envelopes.sender());
    canaries.add(envelopes.recipient());
    String text = new String(octets, ISO_8859_1);
    subject(text).ifPresent(line -> canaries.add(Canary.of(Secret.SUBJECT.label(), utf8(line))));
    canaries.add(Canary.of(Secret.BODY.label(), utf8(body(text))));
    return new DemoMail(octets, envelopes.reversePath(), envelopes.forwardPaths(), canaries);
  }

  private static byte[] withCrlf(byte[] file) {
    var octets = new ByteArrayOutputStream(file.length + 1024);
    int previous = 0;
    for (byte octet : file) {
      if (octet == '\n' && previous != '\r') {
        octets.write('\r');
      } else if (previous == '\r' && octet != '\n') {
        octets.write('\n');
      }
      octets.write(octet);
      previous = octet;
    }
    if (previous == '\r') {
      octets.write('\n');
    } else if (previous != '\n') {
      octets.write('\r');
      octets.write('\n');
    }
    return octets.toByteArray();
  }

  /// The first line of the subject; with its name if it is too short to be looked for alone.
  private static Optional<String> subject(String text) {
    for (String line : text.substring(0, bodyStart(text)).split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("subject:")) {
        String value = line.substring("subject:".length()).strip();
        return value.isEmpty()
            ? Optional.empty()
            : Optional.of(value.length() < Canary.LEAST_LETTERS ? line : value);
      }
    }
    return Optional.empty();
  }

  /// The piece of a body line with the most different characters; of a body of short lines its end.
  private static String body(String text) {
    String best = "";
    long bestVariety = 0;
    for (String line : text.substring(bodyStart(text)).split("\r\n")) {
      for (int from = 0; from + Canary.LEAST_LETTERS <= line.length(); from += WINDOW) {
        String piece = line.substring(from, Math.min(from + WINDOW, line.length()));
        long variety = piece.chars().filter(c -> c < 128).distinct().count();
        if (piece.length() >= Canary.LEAST_LETTERS && variety > bestVariety && isAscii(piece)) {
          best = piece;
          bestVariety = variety;
        }
      }
    }
    return best.isEmpty() ? text.substring(Math.max(0, text.length() - WINDOW)) : best;
  }

  private static boolean isAscii(String piece) {
    return IntStream.range(0, piece.length()).allMatch(i -> piece.charAt(i) < 128);
  }

  private static int bodyStart(String text) {
    int blank = text.indexOf("\r\n\r\n");
    return blank < 0 ? 0 : blank + 4;
  }

  /// Octets that are no UTF-8 cannot become text again; their ASCII part is looked for.
  private static String utf8(String octets) {
    String text = new String(octets.getBytes(ISO_8859_1), UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : octets.replaceAll("[^ -~]", "");
  }
}
