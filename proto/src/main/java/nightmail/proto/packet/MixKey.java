// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import nightmail.proto.crypto.XWing;

/// A relay's key for one key epoch, expanded and ready.
///
/// @param keyEpoch the epoch it serves
/// @param generation 0, or higher after a key was lost within its epoch
public record MixKey(long keyEpoch, int generation, XWing.KeyPair pair) {
  /// The byte by which packets name this key: the low 8 bits of its epoch.
  public int hint() {
    return hint(keyEpoch);
  }

  /// The hint that packets under the keys of `keyEpoch` carry, 0 … 255.
  public static int hint(long keyEpoch) {
    return (int) (keyEpoch & 0xff);
  }
}
