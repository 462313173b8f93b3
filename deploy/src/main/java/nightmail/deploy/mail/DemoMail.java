// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import java.util.List;
import nightmail.deploy.evidence.Canary;

/// The message of one demo: its octets, its envelope, and what is searched for.
///
/// Paths are without angle brackets. Takes ownership of `octets`, which end with CRLF.
///
/// @param canaries at most one for each secret; a message without a subject has none for it
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record DemoMail(
    byte[] octets, String reversePath, List<String> forwardPaths, List<Canary> canaries) {
  /// Copies the lists.
  public DemoMail {
    forwardPaths = List.copyOf(forwardPaths);
    canaries = List.copyOf(canaries);
  }
}
