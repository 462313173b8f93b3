// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import nightmail.proto.crypto.Engine;

/// The keys of one hop, all from its X-Wing secret (`docs/spec/packet.md`, K-7).
///
/// Owned by whoever derived it, to be erased after use.
final class KeySchedule {
  static final int TAG_BYTES = 16;

  private static final byte[] SALT = "nightmail-v1 sphinx".getBytes(StandardCharsets.US_ASCII);
  private static final byte[][] LABELS = {
    Engine.label("nightmail-v1 header mac"),
    Engine.label("nightmail-v1 header stream"),
    Engine.label("nightmail-v1 body"),
    Engine.label("nightmail-v1 replay tag"),
  };

  /// Key of the header MAC, 32 bytes.
  final byte[] mac = new byte[Engine.KEY_BYTES];

  /// Key of the header stream, 32 bytes.
  final byte[] header = new byte[Engine.KEY_BYTES];

  /// Key of the body, 32 bytes; outlives [#erase], for the body is opened later.
  final byte[] body = new byte[Engine.KEY_BYTES];

  /// Replay tag, 16 bytes; not a secret of this hop.
  final byte[] tag = new byte[TAG_BYTES];

  private KeySchedule() {}

  /// Derives all four and overwrites `secret`, 32 bytes.
  static KeySchedule derive(byte[] secret, Engine engine) {
    KeySchedule keys = new KeySchedule();
    byte[] prk = engine.extract(SALT, secret);
    engine.expand(prk, LABELS, new byte[][] {keys.mac, keys.header, keys.body, keys.tag});
    Arrays.fill(prk, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    return keys;
  }

  /// Overwrites the two header keys.
  void erase() {
    Arrays.fill(mac, (byte) 0);
    Arrays.fill(header, (byte) 0);
  }
}
