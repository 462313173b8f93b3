// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.link;

import java.util.Optional;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.RelayId;

/// The first frame of each side (`docs/spec/link.md` L-11).
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 32 | network id |
/// | 32 | 2, 2 | version; lowest version spoken |
/// | 36 | 32, 32 | own relay id; relay id expected of the peer |
/// | 100 | 8, 8, 32 | Unix seconds; consensus epoch; consensus digest |
/// | 148 | 32 | geometry digest, then zero bytes |
///
/// @param unixSeconds the sender's clock; the acceptor's with up to ten seconds of noise
/// @param consensusEpoch another one than ours is no error
public record Hello(
    Fixed32 network,
    int version,
    int lowestVersion,
    RelayId self,
    RelayId peer,
    long unixSeconds,
    long consensusEpoch,
    Fixed32 consensusDigest,
    Fixed32 geometryDigest) {
  /// The version this code speaks, and the only one.
  public static final int VERSION = 1;

  static final int BYTES = 32 + 2 + 2 + 32 + 32 + 8 + 8 + 32 + 32;

  /// @throws IllegalArgumentException on a version that does not fit 16 bits
  public Hello {
    if (version >>> 16 != 0 || lowestVersion >>> 16 != 0) {
      throw new IllegalArgumentException("versions have 16 bits");
    }
  }

  /// The body of the frame, 32,768 bytes; the caller owns them.
  public byte[] encode() {
    ByteWriter out = new ByteWriter(Geometry.PACKET_BYTES);
    out.fixed32(network).u16(version).u16(lowestVersion);
    out.fixed32(self.value()).fixed32(peer.value());
    out.u64(unixSeconds).u64(consensusEpoch).fixed32(consensusDigest);
    return out.fixed32(geometryDigest).array();
  }

  /// Reads the body of a frame. Any version is a value here, since [HelloCheck] must be able to
  /// name it; what a later version writes behind the fields is passed over. Empty is CLOSE 9.
  public static Optional<Hello> decode(byte[] body) {
    ByteReader in = new ByteReader(body);
    in.demand(body.length == Geometry.PACKET_BYTES);
    Hello hello =
        new Hello(
            in.fixed32(),
            in.u16(),
            in.u16(),
            new RelayId(in.fixed32()),
            new RelayId(in.fixed32()),
            in.u64(),
            in.u64(),
            in.fixed32(),
            in.fixed32());
    if (hello.version <= VERSION) {
      in.demandZerosToEnd();
    }
    return in.ok() ? Optional.of(hello) : Optional.empty();
  }
}
