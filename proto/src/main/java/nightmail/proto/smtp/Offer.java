// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1).
///
/// @param keywords parameters by keyword in upper case; empty if there are none
record Offer(Map<String, String> keywords) {
  /// Nothing: the time before EHLO.
  static final Offer NOTHING = new Offer(Map.of());

  /// Reads the lines behind the first; odd ones are passed over.
  static Offer of(SmtpReply ehlo) {
    Map<String, String> keywords = new TreeMap<>();
    for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
      String[] parts = line.strip().split("[ =]", 2);
      keywords.put(parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "");
    }
    return new Offer(keywords);
  }

  boolean has(String keyword) {
    return keywords.containsKey(keyword);
  }

  /// Largest mail the server takes; `Long.MAX_VALUE` if it does not say (RFC 1870 §4).
  long maxMessageBytes() {
    String size = keywords.getOrDefault("SIZE", "");
    boolean number = size.matches("[0-9]{1,18}") && !size.matches("0+");
    return number ? Long.parseLong(size) : Long.MAX_VALUE;
  }
}
