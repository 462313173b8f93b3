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

  /// Directory documents not taken, by the line of the acceptance checklist
  /// (`docs/spec/directory.md` §10).
  enum DirectoryRejects implements Counter {
    /// Not answered, answered too slowly, too long, or with another status than 200.
    FETCH,
    /// AC-1.
    ROOT_CHAIN,
    /// AC-3.
    SIZE,
    /// AC-4.
    SIGNATURES,
    /// AC-5.
    FORM,
    /// AC-6.
    TIME,
    /// AC-7.
    NEWER,
    /// AC-10.
    METHOD,
    /// AC-11.
    CONTENT,
    /// AC-12.
    PARTS,
    /// AC-13: the consensus does not list this relay as it published itself.
    OWN_ENTRY
  }

  /// The label in metrics.
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
