// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import java.util.Locale;

/// Something counted; each constant is one label value of its family.
///
/// Drops are counted by [nightmail.proto.packet.DropReason] and are not here.
public sealed interface Counter {
  /// The constant's own name.
  String name();

  /// Packets on links.
  enum Packets implements Counter {
    IN,
    OUT
  }

  /// What became of the loops this relay sent itself.
  enum Loops implements Counter {
    RETURNED,
    LATE,
    LOST
  }

  /// How SMTP clients were received.
  enum SmtpConnections implements Counter {
    ACCEPTED,
    OVER_LIMIT,
    UNTRUSTED
  }

  /// Directory documents refused, by the first digits of the rule.
  enum DirectoryRejects implements Counter {
    FETCH,
    ROOT,
    DOCUMENT,
    SIGNATURE,
    TIME,
    ROLLBACK,
    CONTENT,
    PART,
    OWN_ENTRY
  }

  /// The label in metrics.
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
