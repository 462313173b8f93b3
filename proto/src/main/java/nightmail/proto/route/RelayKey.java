// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.XWing;

/// A relay's entry in the key table of one key epoch: mix key, its generation (0 to 3), and the pin
/// of the link certificate, SHA-256 of its `SubjectPublicKeyInfo`.
public record RelayKey(long keyEpoch, int generation, Fixed32 linkPin, XWing.PublicKey key) {
  /// Low 8 bits of the key epoch: what a packet says about its key (`docs/spec/packet.md`, PK-1).
  public int hint() {
    return (int) (keyEpoch & 0xff);
  }
}
