// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.Locale;

/// A soft rule that a path had to do without (PS-8), in the order in which they are dropped; each
/// use is counted, logged and shown.
public enum Relaxation {
  /// Two relays of the path in one autonomous system.
  ASN,
  /// Two relays of one organisation, while some layer has fewer than five of them.
  ORG,
  /// Two relays in one /16 or /32.
  SUBNET;

  /// The label in metrics and documents.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
