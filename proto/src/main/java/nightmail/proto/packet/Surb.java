// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.REPLY_KEY_BYTES;
import static nightmail.proto.packet.Geometry.SURB_BYTES;

import java.util.Arrays;
import java.util.Optional;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.crypto.SecretBytes;

/// A single-use reply block: a ready header that leads to its maker, whom its holder never learns.
///
/// | offset | bytes | meaning |
/// |---|---|---|
/// | 0 | 5,996 | header |
/// | 5,996 | 32 | first relay id |
/// | 6,028 | 32 | reply key |
///
/// Source: `docs/spec/packet.md` §6, S-1 and S-2. Used once; a second use dies at the first relay
/// as a replay.
public final class Surb {
  private static final int KEY_AT = HEADER_BYTES + 32;

  private final byte[] header;
  private final RelayId first;
  private final SecretBytes replyKey;

  Surb(byte[] header, RelayId first, SecretBytes replyKey) {
    this.header = header;
    this.first = first;
    this.replyKey = replyKey;
  }

  /// Copies 6,060 bytes of `source` from `offset`; empty (`format`) if they are not there or begin
  /// with a foreign prefix.
  public static Optional<Surb> parse(byte[] source, int offset) {
    if (offset < 0
        || source.length - offset < SURB_BYTES
        || !(Prefix.read(source, offset) instanceof Prefix.Hinted)) {
      return Optional.empty();
    }
    byte[] key = Arrays.copyOfRange(source, offset + KEY_AT, offset + KEY_AT + REPLY_KEY_BYTES);
    return Optional.of(
        new Surb(
            Arrays.copyOfRange(source, offset, offset + HEADER_BYTES),
            RelayId.at(source, offset + HEADER_BYTES),
            SecretBytes.owning(key)));
  }

  /// Where the reply goes first.
  public RelayId first() {
    return first;
  }

  /// Key hint of its first hop, 0 … 255: a holder drops a SURB whose time has gone by.
  public int hint() {
    return header[Prefix.HINT_AT] & 0xff;
  }

  /// Writes the 6,060 bytes into `target` at `offset`.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(header, 0, target, offset, HEADER_BYTES);
    first.value().copyTo(target, offset + HEADER_BYTES);
    System.arraycopy(replyKey.exposedBytes(), 0, target, offset + KEY_AT, REPLY_KEY_BYTES);
  }

  public byte[] toBytes() {
    byte[] bytes = new byte[SURB_BYTES];
    copyTo(bytes, 0);
    return bytes;
  }

  /// The packet that takes `payload`, exactly 26,740 bytes, to the maker; ends this SURB.
  ///
  /// @throws IllegalStateException on a second use
  /// @throws IllegalArgumentException on another length of payload
  public Packet use(byte[] payload, Engine engine) {
    byte[] packet = PacketBuilder.withBody(header, payload);
    Lioness.encrypt(replyKey.exposedBytes(), packet, HEADER_BYTES, BODY_BYTES, engine);
    erase();
    return new Packet(first, packet);
  }

  /// Makes this SURB useless, when its time is over.
  public void erase() {
    replyKey.erase();
  }
}
