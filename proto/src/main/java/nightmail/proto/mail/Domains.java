// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Parts an envelope by recipient domain: one mail has one recipient domain inside the overlay
/// (NB-1).
public final class Domains {
  private Domains() {}

  /// Envelopes of one domain each, in the order of domains: recipients by octets of the path, the
  /// first of equal paths kept, and never more than 100 in one.
  public static List<Envelope> split(Envelope envelope) {
    Map<String, TreeMap<Path, Recipient>> byDomain = new TreeMap<>();
    for (Recipient recipient : envelope.recipients()) {
      byDomain
          .computeIfAbsent(recipient.path().domain(), domain -> new TreeMap<>())
          .putIfAbsent(recipient.path(), recipient);
    }
    List<Envelope> parts = new ArrayList<>();
    for (TreeMap<Path, Recipient> recipients : byDomain.values()) {
      List<Recipient> sorted = List.copyOf(recipients.values());
      for (int from = 0; from < sorted.size(); from += Envelope.MAX_RECIPIENTS) {
        int to = Math.min(from + Envelope.MAX_RECIPIENTS, sorted.size());
        parts.add(envelope.withRecipients(sorted.subList(from, to)));
      }
    }
    return List.copyOf(parts);
  }
}
