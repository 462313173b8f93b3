// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

/// The first four bytes of a packet, in the clear: suite, version, key hint, zero.
///
/// The hint says for which key epoch the packet is, which its time tells anyway, so a relay does
/// one decapsulation and never a trial loop (PK-1).
public sealed interface Prefix {
  int HINT_AT = 2;

  /// Suite and version are ours; `hint` is the low 8 bits of the key epoch, 0 … 255.
  record Hinted(int hint) implements Prefix {}

  /// The packet ends here.
  record Refused(DropReason reason) implements Prefix {}

  /// Reads the prefix at the head of `source`, which has at least four bytes.
  static Prefix read(byte[] source, int offset) {
    boolean ours =
        source[offset] == Geometry.SUITE
            && source[offset + 1] == Geometry.VERSION
            && source[offset + 3] == 0;
    return ours ? new Hinted(source[offset + HINT_AT] & 0xff) : new Refused(DropReason.FORMAT);
  }

  static void write(byte[] target, int hint) {
    target[0] = Geometry.SUITE;
    target[1] = Geometry.VERSION;
    target[HINT_AT] = (byte) hint;
    target[3] = 0;
  }
}
