// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.Geometry.MAC_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;
import static nightmail.proto.packet.Geometry.PREFIX_BYTES;
import static nightmail.proto.packet.Geometry.ROUTING_BYTES;
import static nightmail.proto.packet.Geometry.SLOT_BYTES;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;

/// The first half of unwrapping: takes the outer layer off a header (`docs/spec/packet.md` §5, U-1,
/// U-4, U-5, U-7).
///
/// Everything that is wrong with the cryptography ends as `header_mac` by one path and in one time:
/// an unusable ciphertext goes on with a secret that no sender can know.
///
/// Owned by one crypto worker, with its engine.
public final class HeaderOpening {
  private final Engine engine;
  private final SecretBytes failSecret;
  private final byte[] opened = new byte[Header.OPENED_BYTES];
  private final byte[] mac = new byte[MAC_BYTES];

  /// @param failSecret 32 bytes drawn at start, from which unusable ciphertexts get their secret
  public HeaderOpening(Engine engine, SecretBytes failSecret) {
    this.engine = engine;
    this.failSecret = failSecret;
  }

  /// Looks at length, suite, version and the fourth byte, before anything is paid for (U-1).
  public static Prefix precheck(byte[] packet) {
    return packet.length == PACKET_BYTES
        ? Prefix.read(packet, 0)
        : new Prefix.Refused(DropReason.SIZE);
  }

  /// Opens the header of `packet`, which [#precheck] has passed, with the key its hint names.
  ///
  /// `packet` is taken over: [Opened.Routed] holds it on, its header replaced. One decapsulation,
  /// whatever the packet says.
  public Opened open(byte[] packet, MixKey key) {
    KeySchedule keys = KeySchedule.derive(secret(packet, key.pair()), engine);
    engine.mac(keys.mac, packet, 0, Header.MAC_AT, mac, 0);
    if (!isMac(packet)) {
      return new Opened.Rejected(DropReason.HEADER_MAC);
    }
    System.arraycopy(packet, Header.ROUTING_AT, opened, 0, ROUTING_BYTES);
    Arrays.fill(opened, ROUTING_BYTES, opened.length, (byte) 0);
    engine.xorStream(keys.header, opened, 0, opened.length);
    keys.erase();
    Optional<Slot> slot = Slot.read(opened, 0);
    if (slot.isEmpty()) {
      return new Opened.Rejected(DropReason.FORMAT);
    }
    if (slot.get() instanceof Slot.Relay relay) {
      replaceHeader(packet, relay.nextHint());
    }
    return new Opened.Routed(keys.tag, slot.get(), packet, keys.body);
  }

  /// U-4; makes the relay's own secret each time, so that needing it takes no longer.
  private byte[] secret(byte[] packet, XWing.KeyPair pair) {
    byte[] secret = new byte[XWing.SECRET_BYTES];
    byte[] own = new byte[XWing.SECRET_BYTES];
    byte[] key = failSecret.exposedBytes();
    engine.mac(key, packet, PREFIX_BYTES, XWing.CIPHERTEXT_BYTES, own, 0);
    return pair.decapsulate(packet, PREFIX_BYTES, secret, engine) ? secret : own;
  }

  private boolean isMac(byte[] packet) {
    byte[] claimed = Arrays.copyOfRange(packet, Header.MAC_AT, Header.MAC_AT + MAC_BYTES);
    return MessageDigest.isEqual(mac, claimed);
  }

  /// The header part of U-9: what followed the slot moves to the front.
  private void replaceHeader(byte[] packet, int nextHint) {
    Prefix.write(packet, nextHint);
    System.arraycopy(opened, SLOT_BYTES, packet, PREFIX_BYTES, opened.length - SLOT_BYTES);
    System.arraycopy(opened, Slot.MAC_AT, packet, Header.MAC_AT, MAC_BYTES);
  }
}
