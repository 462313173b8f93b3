// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nightmail.deploy.mail.DemoMail;
import nightmail.deploy.sink.Kept;

/// Compares what the sink has with what was sent.
final class Delivery {
  /// Fields a delivering server may put on top (RFC 5321 §4.4), with their folded lines.
  private static final Pattern TRACE =
      Pattern.compile(
          "(?:(?:Received|Return-Path|Delivered-To|Authentication-Results):.*\\r\\n"
              + "(?:[ \\t].*\\r\\n)*)*",
          Pattern.CASE_INSENSITIVE);

  private final DemoMail sent;
  private final List<Kept> kept;

  Delivery(DemoMail sent, List<Kept> kept) {
    this.sent = sent;
    this.kept = kept;
  }

  /// Whether every recipient has it, and nobody else.
  boolean isComplete() {
    Set<String> wanted = new TreeSet<>();
    sent.forwardPaths().forEach(path -> wanted.add(folded(path)));
    Set<String> got = new TreeSet<>();
    for (Kept message : kept) {
      for (String path : message.forwardPaths()) {
        got.add(folded(new String(path.getBytes(ISO_8859_1), UTF_8)));
      }
    }
    return got.equals(wanted);
  }

  private static String folded(String path) {
    int at = path.lastIndexOf('@');
    return path.substring(0, at + 1) + path.substring(at + 1).toLowerCase(Locale.ROOT);
  }

  /// Whether each copy is, below its trace fields, octet for octet what was sent.
  boolean isIdentical() {
    return !kept.isEmpty() && kept.stream().allMatch(message -> isIdentical(message.octets()));
  }

  private boolean isIdentical(byte[] arrived) {
    int trace = arrived.length - sent.octets().length;
    return trace >= 0
        && Arrays.equals(arrived, trace, arrived.length, sent.octets(), 0, sent.octets().length)
        && TRACE.matcher(new String(arrived, 0, trace, ISO_8859_1)).matches();
  }
}
