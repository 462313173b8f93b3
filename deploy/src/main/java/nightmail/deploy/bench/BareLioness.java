// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

/// LIONESS (`docs/spec/packet.md`, K-8) in bare primitives.
///
/// Two streams and two MACs over the right half; the right half goes to a buffer and back, so that
/// no stream works in place, which the JDK pays for with a copy.
final class BareLioness {
  private static final int LEFT_BYTES = 32;
  private static final byte[][] LABELS = {
    Bare.label("nightmail-v1 lioness 1"),
    Bare.label("nightmail-v1 lioness 2"),
    Bare.label("nightmail-v1 lioness 3"),
    Bare.label("nightmail-v1 lioness 4"),
  };

  private final Bare bare;
  private final byte[][] keys = new byte[LABELS.length][Bare.MAC_BYTES];
  private final byte[] digest = new byte[Bare.MAC_BYTES];
  private final byte[] other;

  /// @param blockBytes length of every block that will come
  BareLioness(Bare bare, int blockBytes) {
    this.bare = bare;
    this.other = new byte[blockBytes - LEFT_BYTES];
  }

  /// Enciphers the block of `block` from `offset` in place.
  void encrypt(byte[] key, byte[] block, int offset) {
    int right = offset + LEFT_BYTES;
    bare.expand(key, LABELS, keys);
    bare.mac(keys[0], block, offset, LEFT_BYTES, digest, 0);
    bare.stream(digest, block, right, other.length, other, 0);
    xorMac(keys[1], other, 0, block, offset);
    bare.mac(keys[2], block, offset, LEFT_BYTES, digest, 0);
    bare.stream(digest, other, 0, other.length, block, right);
    xorMac(keys[3], block, right, block, offset);
  }

  /// Undoes [#encrypt].
  void decrypt(byte[] key, byte[] block, int offset) {
    int right = offset + LEFT_BYTES;
    bare.expand(key, LABELS, keys);
    xorMac(keys[3], block, right, block, offset);
    bare.mac(keys[2], block, offset, LEFT_BYTES, digest, 0);
    bare.stream(digest, block, right, other.length, other, 0);
    xorMac(keys[1], other, 0, block, offset);
    bare.mac(keys[0], block, offset, LEFT_BYTES, digest, 0);
    bare.stream(digest, other, 0, other.length, block, right);
  }

  private void xorMac(byte[] key, byte[] data, int from, byte[] block, int offset) {
    bare.mac(key, data, from, other.length, digest, 0);
    for (int i = 0; i < LEFT_BYTES; i++) {
      block[offset + i] ^= digest[i];
    }
  }
}
