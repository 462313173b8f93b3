// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;
import static nightmail.proto.packet.Geometry.PAYLOAD_BYTES;
import static nightmail.proto.packet.Geometry.REPLY_KEY_BYTES;
import static nightmail.proto.packet.Geometry.TAG_BYTES;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.crypto.SecretBytes;

/// Makes packets and SURBs at a sender (`docs/spec/packet.md` §4, §6).
///
/// A packet is made when its slot fires, not when mail is queued, so that the times its hints were
/// chosen for are right. One takes about a millisecond and a half. `random` is a `SecureRandom`
/// wherever anonymity is meant.
///
/// Owned by one thread, together with its engine.
public final class PacketBuilder {
  private final Engine engine;

  public PacketBuilder(Engine engine) {
    this.engine = engine;
  }

  /// Wraps `payload`, exactly 26,740 bytes, for `hops`, first relay first.
  ///
  /// @throws IllegalArgumentException unless there are 3 to 5 hops and the payload fits
  public Packet build(List<Hop> hops, Ending ending, byte[] payload, RandomGenerator random) {
    return build(hops, ending, payload, HeaderMaterial.draw(hops.size(), random));
  }

  /// A cover packet that comes home: its payload is random, its last hop is the maker.
  public Packet loop(List<Hop> hops, LocalId id, RandomGenerator random) {
    byte[] payload = new byte[PAYLOAD_BYTES];
    random.nextBytes(payload);
    return build(hops, new Ending.Loop(id), payload, random);
  }

  /// A single-use reply block whose last hop is the maker, and the secrets to open what comes back.
  public MadeSurb surb(List<Hop> hops, LocalId id, RandomGenerator random) {
    HeaderMaterial material = HeaderMaterial.draw(hops.size(), random);
    return surb(hops, id, SecretBytes.draw(REPLY_KEY_BYTES, random), material);
  }

  Packet build(List<Hop> hops, Ending ending, byte[] payload, HeaderMaterial material) {
    Header header = Header.build(hops, ending, material, engine);
    byte[] packet = withBody(header.bytes(), payload);
    for (byte[] key : header.bodyKeys().reversed()) { // H-7
      Lioness.encrypt(key, packet, HEADER_BYTES, BODY_BYTES, engine);
      Arrays.fill(key, (byte) 0);
    }
    return new Packet(hops.getFirst().id(), packet);
  }

  MadeSurb surb(List<Hop> hops, LocalId id, SecretBytes replyKey, HeaderMaterial material) {
    Header header = Header.build(hops, new Ending.Reply(id), material, engine);
    List<SecretBytes> bodyKeys = header.bodyKeys().stream().map(SecretBytes::owning).toList();
    return new MadeSurb(
        new Surb(header.bytes(), hops.getFirst().id(), SecretBytes.copyOf(replyKey.exposedBytes())),
        new SurbRecord(id, replyKey, bodyKeys));
  }

  /// Header ‖ 0³² ‖ payload.
  static byte[] withBody(byte[] header, byte[] payload) {
    if (payload.length != PAYLOAD_BYTES) {
      throw new IllegalArgumentException("26,740 bytes of payload wanted, not " + payload.length);
    }
    byte[] packet = Arrays.copyOf(header, PACKET_BYTES);
    System.arraycopy(payload, 0, packet, HEADER_BYTES + TAG_BYTES, PAYLOAD_BYTES);
    return packet;
  }
}
