// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Instant;

/// For what an exit is wanted: `domain` in A-labels, the size of the object in KiB, rounded up, and
/// whether the local policy lets a third party deliver.
public record ExitRequest(String domain, int objectKib, boolean thirdPartyAllowed, Instant now) {
  /// The default policy: only exits of the domain itself.
  public static ExitRequest ofDomain(String domain, Instant now) {
    return new ExitRequest(domain, 0, false, now);
  }
}
