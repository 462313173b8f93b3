// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import nightmail.proto.packet.LocalId;

/// Which answers and loops this relay waits for.
interface LocalIds {
  boolean expects(LocalId id);

  /// A loop came home with a broken body (M-10).
  void tampered(LocalId id);
}
