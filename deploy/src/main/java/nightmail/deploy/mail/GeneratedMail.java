// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;
import nightmail.deploy.evidence.Canary;
import nightmail.deploy.report.Secret;

/// Makes a message that is hard on mail software: dots at line starts, octets above 127, a line as
/// long as allowed, blanks at line ends, and a canary in subject and body.
public final class GeneratedMail {
  /// The smallest size that has room for all that.
  public static final int LEAST_OCTETS = 2_048;

  /// What a gateway takes unless told otherwise.
  public static final int MOST_OCTETS = 10 << 20;

  private static final int LONGEST_LINE = 998;
  private static final int LINE = 76;
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ .,;-+=";

  private GeneratedMail() {}

  /// A message of exactly `size` octets for `to`, or for a drawn recipient if `to` is empty.
  ///
  /// @throws IllegalArgumentException if the size is below [#LEAST_OCTETS] or above [#MOST_OCTETS]
  public static DemoMail draw(int size, List<String> to, RandomGenerator random) {
    if (size < LEAST_OCTETS || size > MOST_OCTETS) {
      throw new IllegalArgumentException(
          "a generated message has %,d to %,d octets, not %,d"
              .formatted(LEAST_OCTETS, MOST_OCTETS, size));
    }
    Envelopes envelopes = Envelopes.draw(to, random);
    String subject = Canary.draw(random);
    String body = Canary.draw(random);
    var octets = new ByteArrayOutputStream(size);
    octets.writeBytes(head(envelopes, subject).getBytes(UTF_8));
    octets.writeBytes(hardLines(body, random).getBytes(UTF_8));
    fill(octets, size, random);
    return new DemoMail(
        octets.toByteArray(),
        envelopes.reversePath(),
        envelopes.forwardPaths(),
        List.of(
            envelopes.sender(),
            envelopes.recipient(),
            Canary.of(Secret.SUBJECT.label(), subject),
            Canary.of(Secret.BODY.label(), body)));
  }

  private static String head(Envelopes envelopes, String subject) {
    return String.join(
        "\r\n",
        "From: Alice <" + envelopes.reversePath() + ">",
        "To: <" + envelopes.forwardPaths().getFirst() + ">",
        "Subject: the word is " + subject,
        "Date: Thu, 1 Jan 2026 00:00:00 +0000",
        "Message-ID: <1@sender.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        "");
  }

  private static String hardLines(String body, RandomGenerator random) {
    return String.join(
        "\r\n",
        "Dear Bob,",
        ".",
        "..",
        ".a line that begins with a dot",
        "Grüße aus dem Überraschungscafé: 夜のメール, blanks at the end   ",
        "the password is " + body + ".",
        letters(LONGEST_LINE, random),
        "",
        "");
  }

  private static void fill(ByteArrayOutputStream octets, int size, RandomGenerator random) {
    while (octets.size() < size) {
      int left = size - octets.size();
      // The rest goes into one line if a further one would have no room for its own CRLF.
      int length = left <= LINE + 4 ? left - 2 : LINE;
      octets.writeBytes((letters(length, random) + "\r\n").getBytes(UTF_8));
    }
  }

  private static String letters(int count, RandomGenerator random) {
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
