// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.sink;

import java.util.List;

/// A message the sink took, with the envelope it came in.
///
/// Paths are without angle brackets, one `char` per octet. Takes ownership of `octets`.
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record Kept(String reversePath, List<String> forwardPaths, byte[] octets) {
  /// Copies the list.
  public Kept {
    forwardPaths = List.copyOf(forwardPaths);
  }
}
